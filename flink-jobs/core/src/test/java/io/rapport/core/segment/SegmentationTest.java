package io.rapport.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SegmentationTest {

  private static final SegmentSettings FIVE =
      SegmentSettings.DEFAULT.with(
          s ->
              s.segments(5)
                  .halfLife(7 * 86_400_000L)
                  .reservoir(300)
                  .buckets(8)
                  .retention(86_400_000L));
  private static final Centroids SETTLED = run(10, 200, 5).model();

  /** Uses fixed seeds, because a start that ends in a poor local optimum is a matter of chance. */
  @Test
  void theErrorIsThatOfBatchKMeansOnTheSameCustomers() {
    double[] ratios = LongStream.range(0, 20).mapToDouble(this::ratio).sorted().toArray();
    assertThat(ratios[10]).as("median").isLessThan(1.01);
    assertThat(ratios[19]).as("worst").isLessThan(1.1);
  }

  /** The error of the online model relative to the best of batch k-means. */
  private double ratio(long seed) {
    Shop shop = run(seed, 200, 25);
    Centroids model = shop.model();
    List<double[]> points = shop.standardised(model);
    Clustering batch = new Clustering(Shop.EUCLIDEAN, seed);
    double oracle = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 3; i++) {
      oracle = Math.min(oracle, shop.error(model, batch.centres(points, 5)));
    }
    return shop.error(model, positions(model)) / oracle;
  }

  @Test
  void oneOfTwoSegmentsInOneClusterMovesToWhereTwoClustersShareOne() {
    SegmentSettings stuck =
        SegmentSettings.DEFAULT.with(
            s ->
                s.segments(5)
                    .halfLife(7 * 86_400_000L)
                    .reservoir(300)
                    .minGain(1)
                    .buckets(8)
                    .retention(86_400_000L));
    // One of the seeds whose first model is a poor local optimum.
    Shop without = run(26, 200, 14, stuck);
    Shop with = run(26, 200, 14);
    assertThat(ids(without.model())).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    assertThat(ids(with.model())).hasSize(5).contains(6);
    assertThat(with.models.subList(0, 9)).isEqualTo(without.models.subList(0, 9));
    assertThat(with.error(with.model(), positions(with.model())))
        .isLessThan(0.8 * without.error(without.model(), positions(without.model())));
  }

  @Test
  void theFirstModelComesWithTheSeedingSample() {
    Random random = new Random(1);
    Shop shop = new Shop(FIVE);
    for (int i = 0; i < 24; i++) {
      shop.interval(List.of(Shop.customer(i, 0, random)));
    }
    assertThat(shop.models).isEmpty();
    shop.interval(List.of(Shop.customer(24, 0, random)));
    assertThat(shop.model().version()).isOne();
    assertThat(shop.model().segments()).hasSize(5);
  }

  @Test
  void everyCustomerIsOnePointHoweverOftenTheProfileChanges() {
    Shop shop = run(3, 200, 20);
    double weight = shop.model().segments().stream().mapToDouble(Segment::weight).sum();
    // 20 minutes at a half-life of a week are a decay of 0.2 %.
    assertThat(weight).isBetween(199.0, 200.001);
  }

  @Test
  void whoLeavesIsSubtracted() {
    Shop shop = run(4, 100, 5);
    PartialSums partial = new PartialSums(FIVE);
    shop.members.forEach(
        (key, member) -> partial.add(member.leave("shop", key), Events.NOON + 3_600_000L));
    shop.merger.merge(partial);
    double weight =
        shop.merger.publish("shop").segments().stream().mapToDouble(Segment::weight).sum();
    assertThat(weight).isLessThan(1e-6);
  }

  @Test
  void aReplayGivesTheSameModels() {
    assertThat(run(5, 150, 6).models).isEqualTo(run(5, 150, 6).models);
  }

  @Test
  void segmentsKeepTheirIdsAndDifferInName() {
    Shop shop = run(6, 300, 10);
    Set<Integer> first = ids(shop.models.get(0));
    assertThat(ids(shop.model())).isEqualTo(first);
    Set<String> names = new HashSet<>();
    shop.model().segments().forEach(segment -> names.add(segment.name()));
    assertThat(names).hasSize(5).doesNotContain("");
  }

  @Test
  void aDyingSegmentIsReplacedUnderANewId() {
    SegmentSettings forgetful =
        SegmentSettings.DEFAULT.with(
            s ->
                s.segments(5)
                    .halfLife(600_000L)
                    .reservoir(300)
                    .minShare(0.2)
                    .minGain(1)
                    .grace(2)
                    .buckets(8)
                    .retention(86_400_000L));
    Shop shop = run(7, 200, 6, forgetful);
    Set<Integer> before = ids(shop.model());
    Random random = new Random(8);
    // The heavy buyers stop coming while all others go on for several half-lives.
    for (int step = 60; step < 160; step++) {
      List<Activity> profiles = new ArrayList<>();
      for (int id = 0; id < 200; id++) {
        if (id % 5 != 3) {
          profiles.add(Shop.customer(id, step, random));
        }
      }
      shop.interval(profiles);
    }
    assertThat(ids(shop.model())).hasSize(5).isNotEqualTo(before);
    assertThat(ids(shop.model()).stream().mapToInt(i -> i).max().orElseThrow()).isGreaterThan(5);
  }

  @Test
  void aRestoredMergerGoesOnAsIfNothingHadHappened() {
    Shop straight = new Shop(FIVE);
    Shop restored = new Shop(FIVE);
    Random one = new Random(9);
    Random two = new Random(9);
    for (int step = 0; step < 8; step++) {
      straight.interval(profiles(100, step, one));
      restored.merger = Repacked.of(Merger.format(FIVE, Shop.EUCLIDEAN), restored.merger);
      restored.members.replaceAll((k, m) -> Repacked.of(Membership.format(FIVE), m));
      restored.interval(profiles(100, step, two));
    }
    assertThat(restored.models).isEqualTo(straight.models);
  }

  @Property(tries = 100)
  void changingBackAndForthAtABorderDoesNotChangeTheSegment(@ForAll long seed) {
    Assigner assigner = new Assigner(SETTLED, Shop.EUCLIDEAN);
    Random random = new Random(seed);
    Membership member = new Membership(FIVE);
    Map<Integer, Integer> far = new HashMap<>();
    int settled = Membership.NONE;
    for (int i = 0; i < 60; i++) {
      Activity profile = Shop.customer(random.nextInt(5), 100 + i, random);
      int before = member.segment();
      member.move(profile, assigner);
      double[] point = Feature.point(profile);
      int nearest = assigner.nearest(point);
      int id = SETTLED.segments().get(nearest).id();
      if (before == Membership.NONE) {
        assertThat(member.segment()).isEqualTo(id);
      } else {
        boolean clearly =
            id != before
                && assigner.distance(point, nearest)
                    < 0.9 * assigner.distance(point, assigner.index(before));
        int streak = clearly ? far.getOrDefault(id, 0) + 1 : 0;
        far.clear();
        far.put(id, streak);
        assertThat(member.segment()).isEqualTo(streak >= 2 ? id : before);
        if (member.segment() != before) {
          far.clear();
        }
      }
      settled = member.segment();
    }
    assertThat(settled).isNotEqualTo(Membership.NONE);
  }

  private static List<double[]> positions(Centroids model) {
    return model.segments().stream().map(s -> Standardiser.array(s.position())).toList();
  }

  private static Set<Integer> ids(Centroids model) {
    Set<Integer> ids = new HashSet<>();
    model.segments().forEach(segment -> ids.add(segment.id()));
    return ids;
  }

  private static Shop run(long seed, int customers, int steps) {
    return run(seed, customers, steps, FIVE);
  }

  private static Shop run(long seed, int customers, int steps, SegmentSettings settings) {
    Random random = new Random(seed);
    Shop shop = new Shop(settings);
    for (int step = 0; step < steps; step++) {
      shop.interval(profiles(customers, step, random));
    }
    return shop;
  }

  private static List<Activity> profiles(int customers, int step, Random random) {
    List<Activity> profiles = new ArrayList<>();
    for (int id = 0; id < customers; id++) {
      profiles.add(Shop.customer(id, step, random));
    }
    return profiles;
  }
}
