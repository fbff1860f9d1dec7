package io.rapport.core.segment;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Segmentation in plain calls, as the topology makes them: the newest published model assigns
 * profiles, buckets sum their shifts, and the merger takes the buckets' reports.
 */
final class Shop {

  static final Distance EUCLIDEAN = Shop::euclidean;

  final SegmentSettings settings;
  final Map<String, Membership> members = new HashMap<>();
  final Map<String, Activity> newest = new HashMap<>();
  final List<Centroids> models = new ArrayList<>();
  Merger merger;

  Shop(SegmentSettings settings) {
    this.settings = settings;
    this.merger = new Merger(settings, EUCLIDEAN);
  }

  /** Runs one interval: the profiles that changed in it, spread over the buckets. */
  List<Assignment> interval(List<Activity> profiles) {
    Assigner assigner =
        models.isEmpty() ? null : new Assigner(models.get(models.size() - 1), EUCLIDEAN);
    List<Assignment> changes = new ArrayList<>();
    PackedFormat<PartialSums> sums = PartialSums.format(settings);
    PartialSums[] buckets = new PartialSums[settings.buckets()];
    for (Activity profile : profiles) {
      Membership member =
          members.computeIfAbsent(profile.customerKey(), key -> new Membership(settings));
      int before = member.segment();
      int bucket = Math.floorMod(Hash64.of(profile.customerKey()), settings.buckets());
      buckets[bucket] = buckets[bucket] == null ? new PartialSums(settings) : buckets[bucket];
      buckets[bucket].add(member.move(profile, assigner), profile.eventTime());
      if (member.segment() != before) {
        changes.add(member.assignment("shop", profile.customerId(), before, assigner));
      }
      newest.put(profile.customerKey(), profile);
    }
    for (PartialSums bucket : buckets) {
      if (bucket != null) {
        merger.merge(Repacked.of(sums, bucket));
      }
    }
    if (merger.due()) {
      models.add(merger.publish("shop"));
    }
    return changes;
  }

  Centroids model() {
    return models.get(models.size() - 1);
  }

  /**
   * The mean squared distance of the customers to the nearest centroid, in the model's features.
   */
  double error(Centroids model, List<double[]> centres) {
    double error = 0;
    for (double[] z : standardised(model)) {
      double least = Double.POSITIVE_INFINITY;
      for (double[] centre : centres) {
        least = Math.min(least, euclidean(z, centre));
      }
      error += least * least;
    }
    return error / newest.size();
  }

  List<double[]> standardised(Centroids model) {
    Standardiser standardiser = Standardiser.of(model);
    return newest.values().stream()
        .map(profile -> standardiser.standardised(Feature.point(profile)))
        .toList();
  }

  /** A customer of one of five kinds, from hardly active to a heavy buyer with complaints. */
  static Activity customer(int id, int step, Random random) {
    int kind = id % 5;
    long views = 2 + random.nextInt(5) + new long[] {2, 60, 40, 200, 30}[kind];
    long orders = new long[] {0, 0, 3, 20, 4}[kind] + (kind > 1 ? random.nextInt(3) : 0);
    long now = Events.NOON + step * 60_000L + random.nextInt(60_000);
    return new Activity(
        "shop",
        "c" + id,
        true,
        now,
        now - 86_400_000L * (1 + random.nextInt(10)),
        orders == 0 ? Activity.NEVER : now - 3_600_000L * random.nextInt(40),
        views,
        views / 5,
        orders + random.nextInt(3),
        0,
        orders,
        kind == 4 ? orders / 2 : 0,
        orders * (20.0 + random.nextInt(10)),
        kind == 4 ? 5 + random.nextInt(3) : 0,
        0.2 + 0.1 * random.nextInt(3));
  }

  static double euclidean(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
