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

  /** The first use of a currency in an order, in event time. */
  record First(String currency, long time) {
    static final Comparator<First> OLDEST =
        Comparator.comparingLong(First::time).thenComparing(First::currency);
  }

  /**
   * @param firstOrder time of the oldest settled order, or {@link Long#MAX_VALUE}
   */
  private record Total(long units, long firstOrder) {}

  private final int capacity;
  private final Map<String, Total> totals = new TreeMap<>();

  Spend(int capacity) {
    this.capacity = capacity;
  }

  /** The code of a currency as the sums know it. */
  static String code(String currency) {
    return currency == null ? UNKNOWN : currency;
  }

  /** Adds money, or takes it away. */
  void add(String currency, long units) {
    add(currency, units, Long.MAX_VALUE);
  }

  /** Remembers the time of an order that nobody else remembers any more. */
  void settle(String currency, long time) {
    add(currency, 0, time);
  }

  void merge(Spend other) {
    other.totals.forEach((currency, total) -> add(currency, total.units, total.firstOrder));
  }

  /**
   * The code of the customer's own currency; null when unknown.
   *
   * @param oldest the oldest order that is not settled, or null
   */
  String currency(First oldest) {
    String own = own(oldest);
    return UNKNOWN.equals(own) ? null : own;
  }

  /** The total in the customer's own currency, in {@link Money} units. */
  long units(First oldest) {
    String own = own(oldest);
    Total total = own == null ? null : totals.get(own);
    return total == null ? 0 : total.units;
  }

  private String own(First oldest) {
    First first = null;
    for (Map.Entry<String, Total> entry : totals.entrySet()) {
      First other = new First(entry.getKey(), entry.getValue().firstOrder);
      first = first == null || First.OLDEST.compare(other, first) < 0 ? other : first;
    }
    if (oldest != null && (first == null || First.OLDEST.compare(oldest, first) < 0)) {
      return oldest.currency;
    }
    return first == null ? null : first.currency;
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
    Total total =
        totals.merge(
            currency,
            new Total(units, firstOrder),
            (a, b) -> new Total(Money.add(a.units, b.units), Math.min(a.firstOrder, b.firstOrder)));
    if (total.units == 0 && total.firstOrder == Long.MAX_VALUE) {
      totals.remove(currency); // As if it had never been used: the order has another currency now.
    }
    if (totals.size() > capacity) {
      totals.remove(
          totals.entrySet().stream()
              .max(
                  Comparator.comparing(
                      entry -> new First(entry.getKey(), entry.getValue().firstOrder),
                      First.OLDEST))
              .orElseThrow()
              .getKey());
    }
  }
}
