package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exact sums of money by currency. The customer's own currency is that of the oldest order; of two
 * orders at the same time, the lesser code. Beyond the cap the currency whose first use is the
 * latest is dropped.
 */
final class Spend {

  /** The code for an order without a currency. */
  private static final String UNKNOWN = "";

  private record Total(long units, long firstOrder) {}

  private static final Comparator<Map.Entry<String, Total>> FIRST =
      Comparator.comparingLong((Map.Entry<String, Total> entry) -> entry.getValue().firstOrder)
          .thenComparing(Map.Entry.comparingByKey());

  private final int capacity;
  private final Map<String, Total> totals = new TreeMap<>();

  Spend(int capacity) {
    this.capacity = capacity;
  }

  void ordered(String currency, long units, long time) {
    add(currency == null ? UNKNOWN : currency, units, time);
  }

  /** Subtracts a return or cancellation; it does not set the customer's own currency. */
  void givenBack(String currency, long units) {
    add(currency == null ? UNKNOWN : currency, -units, Long.MAX_VALUE);
  }

  void merge(Spend other) {
    other.totals.forEach((currency, total) -> add(currency, total.units, total.firstOrder));
  }

  /** The code of the customer's own currency; null when unknown. */
  String currency() {
    return totals.entrySet().stream()
        .min(FIRST)
        .map(Map.Entry::getKey)
        .filter(code -> !code.equals(UNKNOWN))
        .orElse(null);
  }

  /** The total in the customer's own currency, in {@link Money} units. */
  long units() {
    return totals.entrySet().stream().min(FIRST).map(entry -> entry.getValue().units).orElse(0L);
  }

  int size() {
    return totals.size();
  }

  void write(PackedWriter out) {
    out.writeVarint(totals.size());
    for (Map.Entry<String, Total> entry : totals.entrySet()) {
      out.writeString(entry.getKey());
      out.writeLong(entry.getValue().units);
      out.writeLong(entry.getValue().firstOrder);
    }
  }

  void read(PackedReader in) {
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      add(in.readString(), in.readLong(), in.readLong());
    }
  }

  private void add(String currency, long units, long firstOrder) {
    totals.merge(
        currency,
        new Total(units, firstOrder),
        (a, b) -> new Total(Money.add(a.units, b.units), Math.min(a.firstOrder, b.firstOrder)));
    if (totals.size() > capacity) {
      totals.remove(totals.entrySet().stream().max(FIRST).orElseThrow().getKey());
    }
  }
}
