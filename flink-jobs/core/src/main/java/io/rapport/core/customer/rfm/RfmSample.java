package io.rapport.core.customer.rfm;

import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A uniform sample of a site's customers with an order: those whose keys have the lowest hashes
 * (bottom-k, Cohen and Kaplan 2007), each with its newest values. The order of arrival does not
 * change the sample. A customer counts once however often the profile changes, and leaves when
 * erased. A quintile of k customers has a standard error of at most {@code sqrt(0.16 / k)}: 1.3 %
 * of all customers for k = 1,000.
 */
public final class RfmSample {

  private static final int FORMAT = 1;

  /** The newest values of a customer. */
  private record Values(long time, long lastPurchase, long orders, long spend) {}

  private final int capacity;
  private final TreeMap<Long, Values> customers = new TreeMap<>(); // by hash of the key
  private long newest = CustomerProfile.NEVER;

  /**
   * An empty sample.
   *
   * @param capacity largest number of customers
   */
  public RfmSample(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds or replaces a customer, or removes one without orders; returns whether the sample changed.
   */
  public boolean add(RfmPoint point) {
    boolean changed =
        point.orders() == 0
            ? customers.remove(point.hash()) != null
            : add(
                point.hash(),
                new Values(point.time(), point.lastPurchase(), point.orders(), point.spend()));
    if (changed) {
      newest = Math.max(newest, point.time());
    }
    return changed;
  }

  private boolean add(long hash, Values values) {
    Values known = customers.get(hash);
    if (known != null && (known.time > values.time || known.equals(values))) {
      return false;
    }
    customers.put(hash, values);
    return customers.size() <= capacity || customers.pollLastEntry().getKey() != hash;
  }

  /** Adds all of another sample of the same site. */
  public void merge(RfmSample other) {
    newest = Math.max(newest, other.newest);
    other.customers.forEach(this::add);
  }

  /** Customers in the sample. */
  public int size() {
    return customers.size();
  }

  /** The quintile bounds; null for an empty sample. */
  public Quintiles quintiles(String site) {
    if (customers.isEmpty()) {
      return null;
    }
    return new Quintiles(
        site,
        newest,
        customers.size(),
        bounds(Values::lastPurchase),
        bounds(Values::orders),
        bounds(Values::spend));
  }

  private List<Long> bounds(ToLongFunction<Values> value) {
    long[] sorted = customers.values().stream().mapToLong(value).sorted().toArray();
    List<Long> bounds = new ArrayList<>(4);
    for (int i = 1; i <= 4; i++) {
      // The nearest-rank quantile at 20, 40, 60 and 80 %.
      bounds.add(sorted[(sorted.length * i + 4) / 5 - 1]);
    }
    return bounds;
  }

  /** The packed form, 40 bytes a customer. A sample read under a smaller cap drops the excess. */
  public static PackedFormat<RfmSample> format(int capacity) {
    return new PackedFormat<>(
        "A sample of customers",
        FORMAT,
        () -> new RfmSample(capacity),
        RfmSample::write,
        in -> read(in, capacity));
  }

  private void write(PackedWriter out) {
    out.writeLong(newest);
    out.writeVarint(customers.size());
    customers.forEach(
        (hash, values) -> {
          out.writeLong(hash);
          out.writeLong(values.time);
          out.writeLong(values.lastPurchase);
          out.writeLong(values.orders);
          out.writeLong(values.spend);
        });
  }

  private static RfmSample read(PackedReader in, int capacity) {
    RfmSample sample = new RfmSample(capacity);
    sample.newest = in.readLong();
    for (int left = in.readVarint(); left > 0; left--) {
      sample.add(
          in.readLong(), new Values(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    return sample;
  }
}
