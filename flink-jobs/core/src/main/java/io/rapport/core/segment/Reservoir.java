package io.rapport.core.segment;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A uniform sample of customers, each with its newest point: those whose keys have the lowest
 * hashes. It does not depend on the order of arrival. A customer who is gone stays as an empty
 * point until the merger has seen it.
 */
final class Reservoir {

  private record Entry(long time, List<Double> point) {}

  private final int capacity;
  private final TreeMap<Long, Entry> entries = new TreeMap<>();

  Reservoir(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds or updates a customer.
   *
   * @param point empty for a customer who is gone
   */
  void add(long customer, long time, double[] point) {
    add(customer, new Entry(time, Standardiser.list(point)));
  }

  void merge(Reservoir other) {
    other.entries.forEach(this::add);
  }

  /** Removes the customers who are gone. */
  void forgetGone() {
    entries.values().removeIf(entry -> entry.point.isEmpty());
  }

  /** The points, by ascending hash of the customer. */
  List<double[]> points() {
    return entries.values().stream()
        .filter(entry -> !entry.point.isEmpty())
        .map(entry -> Standardiser.array(entry.point))
        .toList();
  }

  int size() {
    return entries.size();
  }

  void write(PackedWriter out) {
    out.writeVarint(entries.size());
    for (Map.Entry<Long, Entry> entry : entries.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue().time);
      out.writeDoubles(Standardiser.array(entry.getValue().point));
    }
  }

  void read(PackedReader in) {
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      add(in.readLong(), in.readLong(), in.readDoubles());
    }
  }

  private void add(long customer, Entry entry) {
    Entry known = entries.get(customer);
    if (known != null && known.time > entry.time) {
      return;
    }
    entries.put(customer, entry);
    if (entries.size() > capacity) {
      entries.pollLastEntry();
    }
  }
}
