package io.rapport.core.recommendation.catalogue;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/**
 * The decayed numbers of an item's unreported visits, by the customers' segment. Bounded: visits of
 * segments beyond the cap count only for the site and the item's category. Not thread-safe.
 */
final class SegmentVisits {

  private static final double[] NONE = {};

  private final int capacity;
  private final List<String> segments = new ArrayList<>(0);
  private double[] weights = NONE;

  SegmentVisits(int capacity) {
    this.capacity = capacity;
  }

  void fade(double factor) {
    for (int i = 0; i < segments.size(); i++) {
      weights[i] *= factor;
    }
  }

  /**
   * Adds a visit.
   *
   * @param segment null for a visitor who belongs to none
   * @param weight negative for a retracted visit
   */
  void add(String segment, double weight) {
    if (segment == null) {
      return;
    }
    int at = segments.indexOf(segment);
    if (at < 0) {
      if (segments.size() == capacity) {
        return;
      }
      at = segments.size();
      segments.add(segment);
      weights = Arrays.copyOf(weights, segments.size());
    }
    weights[at] += weight;
  }

  /** Passes all numbers to the reader and clears them. */
  void take(ObjDoubleConsumer<String> reader) {
    for (int i = 0; i < segments.size(); i++) {
      reader.accept(segments.get(i), weights[i]);
    }
    segments.clear();
    weights = NONE;
  }

  void write(PackedWriter out) {
    out.writeVarint(segments.size());
    for (int i = 0; i < segments.size(); i++) {
      out.writeString(segments.get(i));
      out.writeDouble(weights[i]);
    }
  }

  void read(PackedReader in) {
    for (int left = in.readVarint(); left > 0; left--) {
      add(in.readString(), in.readDouble());
    }
  }
}
