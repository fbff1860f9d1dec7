package io.rapport.core.segment;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns one site's centroids from partial sums: online k-means in which every customer is one
 * point, whose weight halves with each half-life of inactivity.
 *
 * <p>A centroid is the mean of the points assigned to it and of its seed. The first model comes
 * from k-means++ and Lloyd's iterations on a sample of customers; ids are permanent from then on. A
 * segment with almost no customers is replaced by a new one, with a new id, at a sampled point far
 * from all centroids. A segment whose centre would clearly do better elsewhere is replaced too.
 * Features are standardised by the moments of all customers. The version seeds random choices: the
 * same sums in the same order give the same model.
 */
public final class Merger implements Expiring {

  private static final int FORMAT = 1;
  private static final long NEVER = Long.MIN_VALUE;

  /** The seed of a segment: its initial point, not standardised. */
  private record Seed(int id, long born, List<Double> point) {}

  private final SegmentSettings settings;
  private final Distance distance;
  private final DecayedSums sums;
  private final Reservoir reservoir;
  private final List<Seed> seeds = new ArrayList<>();
  private int nextId = 1;
  private long version;
  private long newest = NEVER;
  private long published = NEVER;
  private boolean changed; // since the last publication
  private Lease lease = new Lease(); // beside the timer of a publication

  /** A merger for a site without data. */
  public Merger(SegmentSettings settings, Distance distance) {
    this.settings = settings;
    this.distance = distance;
    this.sums = new DecayedSums(Feature.count(), settings.halfLife());
    this.reservoir = new Reservoir(settings.reservoir());
  }

  /** Adds the partial sums of a bucket of customers. */
  public void merge(PartialSums partial) {
    newest = Math.max(newest, partial.changed());
    changed = true;
    sums.merge(partial.sums());
    reservoir.merge(partial.sample());
    reservoir.forgetGone();
    retireUnknown();
  }

  @Override
  public long newest() {
    return newest;
  }

  @Override
  public long expiry() {
    return newest + settings.retention();
  }

  @Override
  public Lease lease() {
    return lease;
  }

  /** Whether it is time for a new model and there are enough customers for one. */
  public boolean due() {
    return seeds.isEmpty()
        ? reservoir.size() >= settings.seedFactor() * settings.segments()
        : newest - published >= settings.publishInterval();
  }

  /**
   * The time at which to publish what was merged since the last model, if no later sums make a
   * model {@link #due} before; {@link Long#MAX_VALUE} when there is nothing, or no first model yet.
   */
  public long publication() {
    return changed && !seeds.isEmpty() ? published + settings.publishInterval() : Long.MAX_VALUE;
  }

  /** Publishes the next version of the model. */
  public Centroids publish(String site) {
    version++;
    published = newest;
    changed = false;
    Standardiser standardiser = Standardiser.of(sums.all());
    List<double[]> sample = reservoir.points().stream().map(standardiser::standardised).toList();
    Clustering clustering = new Clustering(distance, version);
    if (seeds.isEmpty()) {
      clustering.centres(sample, settings.segments()).forEach(z -> seed(standardiser, z));
    } else if (!revive(standardiser, clustering, sample)) {
      improve(standardiser, clustering, sample);
    }
    return model(site, standardiser);
  }

  /** Replaces the smallest dying segment, one a publication; returns whether there was one. */
  private boolean revive(Standardiser standardiser, Clustering clustering, List<double[]> sample) {
    double even = 0;
    Seed least = null;
    for (Seed seed : seeds) {
      even += sums.of(seed.id).count() / settings.segments();
      if (version - seed.born >= settings.grace()
          && (least == null || sums.of(seed.id).count() < sums.of(least.id).count())) {
        least = seed;
      }
    }
    boolean missing = seeds.size() < settings.segments();
    boolean dying = least != null && sums.of(least.id).count() < settings.minShare() * even;
    if (!missing && !dying) {
      return false;
    }
    Seed leaving = missing ? null : least;
    List<double[]> centres =
        seeds.stream()
            .filter(seed -> leaving == null || seed.id != leaving.id)
            .map(seed -> standardiser.standardised(centre(seed)))
            .toList();
    double[] far = clustering.far(sample, centres);
    if (far == null) {
      return false;
    }
    if (leaving != null) {
      retire(leaving);
    }
    seed(standardiser, far);
    return true;
  }

  /**
   * Replaces a segment whose centre would do clearly better elsewhere, if there is one: customers
   * change after the first model, and its best places may change with them. It only looks once in a
   * grace period and when all segments are settled, because each replacement costs an id.
   */
  private void improve(Standardiser standardiser, Clustering clustering, List<double[]> sample) {
    int grace = settings.grace();
    if (version % grace != 0 || seeds.stream().anyMatch(seed -> version - seed.born < grace)) {
      return;
    }
    List<double[]> centres =
        seeds.stream().map(seed -> standardiser.standardised(centre(seed))).toList();
    Clustering.Swap swap = clustering.swap(sample, centres);
    if (swap != null && swap.gain() > settings.minGain()) {
      retire(seeds.get(swap.index()));
      seed(standardiser, swap.to());
    }
  }

  private void retire(Seed leaving) {
    seeds.remove(leaving);
    sums.move(leaving.id, Membership.NONE);
  }

  private void seed(Standardiser standardiser, double[] z) {
    seeds.add(new Seed(nextId++, version, Standardiser.list(standardiser.raw(z))));
  }

  private Centroids model(String site, Standardiser standardiser) {
    List<double[]> positions =
        seeds.stream().map(seed -> standardiser.standardised(centre(seed))).toList();
    List<String> names = Namer.names(positions, distance);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < positions.size(); i++) {
      int id = seeds.get(i).id;
      segments.add(
          new Segment(
              id,
              names.get(i),
              Math.max(0, sums.of(id).count()),
              Standardiser.list(positions.get(i))));
    }
    return new Centroids(
        site, version, newest, standardiser.means(), standardiser.deviations(), segments);
  }

  private double[] centre(Seed seed) {
    return sums.of(seed.id).meanWith(Standardiser.array(seed.point));
  }

  /** Moves the sums of replaced segments to no segment. */
  private void retireUnknown() {
    for (int id : List.copyOf(sums.segments().keySet())) {
      if (id != Membership.NONE && seeds.stream().noneMatch(seed -> seed.id == id)) {
        sums.move(id, Membership.NONE);
      }
    }
  }

  /** The packed form. */
  public static PackedFormat<Merger> format(SegmentSettings settings, Distance distance) {
    return new PackedFormat<>(
        "A segment merger",
        FORMAT,
        () -> new Merger(settings, distance),
        Merger::write,
        in -> read(in, settings, distance));
  }

  private void write(PackedWriter out) {
    out.writeVarint(nextId);
    out.writeLong(version);
    out.writeLong(newest);
    out.writeLong(published);
    out.writeByte(changed ? 1 : 0);
    lease.write(out);
    sums.write(out);
    reservoir.write(out);
    out.writeVarint(seeds.size());
    for (Seed seed : seeds) {
      out.writeVarint(seed.id);
      out.writeLong(seed.born);
      out.writeDoubles(Standardiser.array(seed.point));
    }
  }

  private static Merger read(PackedReader in, SegmentSettings settings, Distance distance) {
    Merger merger = new Merger(settings, distance);
    merger.nextId = in.readVarint();
    merger.version = in.readLong();
    merger.newest = in.readLong();
    merger.published = in.readLong();
    merger.changed = in.readByte() == 1;
    merger.lease = Lease.read(in);
    merger.sums.read(in);
    merger.reservoir.read(in);
    for (int left = in.readVarint(); left > 0; left--) {
      merger.seeds.add(
          new Seed(in.readVarint(), in.readLong(), Standardiser.list(in.readDoubles())));
    }
    return merger;
  }
}
