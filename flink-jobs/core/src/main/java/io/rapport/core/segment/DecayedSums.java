package io.rapport.core.segment;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.ForwardDecay;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums by segment, where a point of age {@code a} has the weight {@code 2^-(a / halfLife)}. They
 * are kept as of the newest point, so that the order of points and of merging changes them by
 * rounding only.
 */
final class DecayedSums {

  private static final long NEVER = Long.MIN_VALUE;

  private final int dimensions;
  private final ForwardDecay decay;
  private final Map<Integer, Sums> segments = new TreeMap<>();
  private long asOf = NEVER;

  DecayedSums(int dimensions, long halfLife) {
    this.dimensions = dimensions;
    this.decay = ForwardDecay.halfLife(halfLife);
  }

  /** Adds a point of the given time or, with sign -1, subtracts it with its remaining weight. */
  void add(int segment, double[] point, long time, int sign) {
    advance(time);
    of(segment).add(point, sign * decay.fade(asOf - time));
  }

  void merge(DecayedSums other) {
    if (other.asOf == NEVER) {
      return;
    }
    advance(other.asOf);
    double factor = decay.fade(asOf - other.asOf);
    other.segments.forEach((segment, sums) -> of(segment).add(sums, factor));
  }

  /** Moves the sums of one segment to another. */
  void move(int from, int to) {
    Sums moving = segments.remove(from);
    if (moving != null) {
      of(to).add(moving, 1);
    }
  }

  Sums of(int segment) {
    return segments.computeIfAbsent(segment, key -> new Sums(dimensions));
  }

  /** The sums over all segments. */
  Sums all() {
    Sums all = new Sums(dimensions);
    segments.values().forEach(sums -> all.add(sums, 1));
    return all;
  }

  Map<Integer, Sums> segments() {
    return segments;
  }

  void write(PackedWriter out) {
    out.writeVarint(dimensions);
    out.writeLong(asOf);
    out.writeVarint(segments.size());
    for (Map.Entry<Integer, Sums> entry : segments.entrySet()) {
      out.writeVarint(entry.getKey());
      entry.getValue().write(out);
    }
  }

  /**
   * Reads the output of {@link #write}.
   *
   * @throws IllegalStateException when the sums have another number of features
   */
  void read(PackedReader in) {
    int found = in.readVarint();
    if (found != dimensions) {
      throw new IllegalStateException(
          "The sums of segments have %d features; this program has %d. Run the version of Rapport that wrote them, or start without their state."
              .formatted(found, dimensions));
    }
    asOf = in.readLong();
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      segments.put(in.readVarint(), Sums.read(in, dimensions));
    }
  }

  private void advance(long time) {
    if (time <= asOf) {
      return;
    }
    if (asOf != NEVER) {
      double factor = decay.fade(time - asOf);
      segments.values().forEach(sums -> sums.scale(factor));
    }
    asOf = time;
  }
}
