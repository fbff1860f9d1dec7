package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A uniform sample of a site's customers with an order: those whose keys have the lowest hashes
 * (bottom-k, Cohen and Kaplan 2007), each with its newest values. Which customers are in it does
 * not depend on the order of arrival, a customer counts once however often the profile changes, and
 * one who is erased leaves. A quintile of k customers has a standard error of {@code sqrt(0.16 /
 * k)} at most: 1.3 % of all customers for 1,000.
 */
public final class RfmSample {

  private static final byte FORMAT = 1;

  private final int capacity;
  private final TreeMap<Long, RfmPoint> points = new TreeMap<>();
  private long newest = CustomerProfile.NEVER;

  /**
   * @param capacity customers sampled
   */
  public RfmSample(int capacity) {
    this.capacity = capacity;
  }

  /** Adds, replaces or, without orders, removes a customer; whether the sample changed. */
  public boolean add(RfmPoint point) {
    newest = Math.max(newest, point.time());
    if (point.orders() == 0) {
      return points.remove(point.hash()) != null;
    }
    RfmPoint known = points.get(point.hash());
    if (known != null && (known.time() > point.time() || known.equals(point))) {
      return false;
    }
    points.put(point.hash(), point);
    return points.size() <= capacity || points.pollLastEntry().getKey() != point.hash();
  }

  /** Adds all of another sample of the same site. */
  public void merge(RfmSample other) {
    other.points.values().forEach(this::add);
  }

  /** Customers in the sample. */
  public int size() {
    return points.size();
  }

  /** Hashes above this one need not be offered; the greatest long while there is room. */
  public long bound() {
    return points.size() < capacity ? Long.MAX_VALUE : points.lastKey();
  }

  /** Newest profile offered, milliseconds since the epoch. */
  public long newest() {
    return newest;
  }

  /** The bounds of the fifths; null for an empty sample. */
  public Quintiles quintiles(String site) {
    if (points.isEmpty()) {
      return null;
    }
    return new Quintiles(
        site,
        newest,
        points.size(),
        bounds(RfmPoint::lastPurchase),
        bounds(RfmPoint::orders),
        bounds(RfmPoint::spend));
  }

  private List<Long> bounds(ToLongFunction<RfmPoint> value) {
    long[] sorted = points.values().stream().mapToLong(value).sorted().toArray();
    List<Long> bounds = new ArrayList<>(4);
    for (int i = 1; i <= 4; i++) {
      // The nearest-rank quantile at 20, 40, 60 and 80 %.
      bounds.add(sorted[(sorted.length * i + 4) / 5 - 1]);
    }
    return bounds;
  }

  /** The packed value, led by a format version: 40 bytes a customer. */
  public byte[] toBytes() {
    PackedWriter out = new PackedWriter(32 + 40 * points.size());
    out.writeByte(FORMAT);
    out.writeLong(newest);
    out.writeVarint(points.size());
    for (RfmPoint point : points.values()) {
      out.writeLong(point.hash());
      out.writeLong(point.time());
      out.writeLong(point.lastPurchase());
      out.writeLong(point.orders());
      out.writeLong(point.spend());
    }
    return out.toBytes();
  }

  /** Reads {@link #toBytes()}; an empty sample for null. Under a smaller cap the excess leaves. */
  public static RfmSample fromBytes(byte[] bytes, String site, int capacity) {
    RfmSample sample = new RfmSample(capacity);
    if (bytes == null) {
      return sample;
    }
    PackedReader in = PackedReader.open(bytes, FORMAT, "A sample of customers");
    sample.newest = in.readLong();
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      sample.add(
          new RfmPoint(
              site, in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    return sample;
  }
}
