package io.rapport.core.segment;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A uniform sample of customers, each with the newest point: those whose keys have the lowest
 * hashes. Independent of the order of arrival. A customer who is gone stays as an empty point until
 * the merger has seen it.
 */
final class Reservoir {

  private record Entry(long time, List<Double> point) {}

  private final int capacity;
  private final TreeMap<Long, Entry> entries = new TreeMap<>();

  Reservoir(int capacity) {
    this.capacity = capacity;
  }

  /**
   * @param point empty for a customer who is gone
   */
  void add(long customer, long time, double[] point) {
    add(customer, new Entry(time, Standardiser.list(point)));
  }

  void merge(Reservoir other) {
    other.entries.forEach(this::add);
  }

  /** Forgets the customers who are gone. */
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

  void write(DataOutput out) throws IOException {
    out.writeInt(entries.size());
    for (Map.Entry<Long, Entry> entry : entries.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue().time);
      out.writeByte(entry.getValue().point.size());
      for (double coordinate : entry.getValue().point) {
        out.writeDouble(coordinate);
      }
    }
  }

  void read(DataInput in) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      long customer = in.readLong();
      long time = in.readLong();
      double[] point = new double[in.readUnsignedByte()];
      for (int j = 0; j < point.length; j++) {
        point[j] = in.readDouble();
      }
      add(customer, time, point);
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
