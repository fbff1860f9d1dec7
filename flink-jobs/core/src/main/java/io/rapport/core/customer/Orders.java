package io.rapport.core.customer;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest version of each order and each return of a customer, so that one counts once however
 * often and in whatever order its versions are told. A cancellation is part of its order. Beyond
 * the cap the one longest without a version is settled: what it counted stays, and a later version
 * of it counts as a new one.
 */
final class Orders {

  /** The sums that an order counts in. */
  interface Sums {
    /** Adds money of an order: negative for what is taken away. */
    void spend(String currency, long units);

    /** Adds to the number of orders, of cancellations and of returns. */
    void count(int orders, int cancellations, int returns);

    /** Remembers the currency and first time of an order that is settled. */
    void settle(String currency, long first);
  }

  /**
   * One order, or one return; of two versions at the same time the one with the greater amount is
   * the newer.
   *
   * @param first when it was placed: the earliest time that any version tells
   * @param version the time of the newest version of an order; {@link CustomerProfile#NEVER} for a
   *     return, and if only a cancellation is known
   * @param units its amount in {@link Money} units
   * @param currency empty when unknown
   * @param refunded the time of the newest cancellation or version of the return, or {@link
   *     CustomerProfile#NEVER}
   * @param refund the amount of that
   * @param isReturn whether it is a return
   */
  private record Order(
      long first,
      long version,
      long units,
      String currency,
      long refunded,
      long refund,
      boolean isReturn) {

    Order or(Order other) {
      boolean later = other.currency.compareTo(currency) > 0;
      boolean ordered =
          newer(other.version, other.units, version, units)
              || (other.version == version && other.units == units && later);
      boolean paidBack =
          newer(other.refunded, other.refund, refunded, refund)
              || (other.refunded == refunded && other.refund == refund && later);
      return new Order(
          Math.min(first, other.first),
          ordered ? other.version : version,
          ordered ? other.units : units,
          (isReturn ? paidBack : ordered) ? other.currency : currency,
          paidBack ? other.refunded : refunded,
          paidBack ? other.refund : refund,
          isReturn);
    }

    private static boolean newer(long time, long units, long than, long itsUnits) {
      return time > than || (time == than && units > itsUnits);
    }

    long newest() {
      return Math.max(version, refunded);
    }

    boolean known() {
      return version != CustomerProfile.NEVER;
    }

    boolean isRefunded() {
      return refunded != CustomerProfile.NEVER;
    }

    /** Adds what the order counts, or takes it away with a sign of -1. */
    void count(int sign, Sums sums) {
      if (known()) {
        sums.spend(currency, sign * units);
      }
      if (isRefunded()) {
        sums.spend(currency, -sign * refund);
      }
      int refunds = isRefunded() ? sign : 0;
      sums.count(known() ? sign : 0, isReturn ? 0 : refunds, isReturn ? refunds : 0);
    }
  }

  private final int capacity;
  private final Map<Long, Order> orders = new TreeMap<>();
  private long settledPurchase = CustomerProfile.NEVER;

  Orders(int capacity) {
    this.capacity = capacity;
  }

  /**
   * A version of an order.
   *
   * @param placed when the order was placed
   * @param version when the version was made
   */
  void ordered(String orderId, String currency, long units, long placed, long version, Sums sums) {
    add(
        Hash64.of(orderId),
        new Order(placed, version, units, code(currency), CustomerProfile.NEVER, 0, false),
        sums);
  }

  /** A cancellation; it may come before its order. */
  void cancelled(String orderId, String currency, long units, long time, Sums sums) {
    refunded(orderId, currency, units, time, false, sums);
  }

  /** A version of a return. */
  void returned(String returnId, String currency, long units, long time, Sums sums) {
    refunded(returnId, currency, units, time, true, sums);
  }

  private void refunded(
      String id, String currency, long units, long time, boolean isReturn, Sums sums) {
    add(
        Hash64.of(isReturn ? "returned/" + id : id),
        new Order(Long.MAX_VALUE, CustomerProfile.NEVER, 0, code(currency), time, units, isReturn),
        sums);
  }

  private void add(long id, Order told, Sums sums) {
    Order before = orders.get(id);
    Order after = before == null ? told : before.or(told);
    if (after.equals(before)) {
      return;
    }
    if (before != null) {
      before.count(-1, sums);
    }
    after.count(1, sums);
    orders.put(id, after);
    if (orders.size() > capacity) {
      settle(sums);
    }
  }

  /**
   * Adds the orders of another profile, whose sums have been added already: what both count is
   * counted once.
   */
  void merge(Orders other, Sums sums) {
    settledPurchase = Math.max(settledPurchase, other.settledPurchase);
    other.orders.forEach(
        (id, order) -> {
          order.count(-1, sums);
          add(id, order, sums);
        });
  }

  /** The time at which the newest order was placed; {@link CustomerProfile#NEVER} for none. */
  long lastPurchase() {
    long last = settledPurchase;
    for (Order order : orders.values()) {
      if (order.known()) {
        last = Math.max(last, order.first);
      }
    }
    return last;
  }

  /** The oldest order that is not settled; null for none. */
  Spend.First oldest() {
    Spend.First oldest = null;
    for (Order order : orders.values()) {
      if (order.known()) {
        Spend.First first = new Spend.First(order.currency, order.first);
        oldest = oldest == null || Spend.First.OLDEST.compare(first, oldest) < 0 ? first : oldest;
      }
    }
    return oldest;
  }

  private void settle(Sums sums) {
    Map.Entry<Long, Order> oldest =
        orders.entrySet().stream()
            .min(
                Comparator.comparingLong(
                        (Map.Entry<Long, Order> entry) -> entry.getValue().newest())
                    .thenComparing(Map.Entry.comparingByKey()))
            .orElseThrow();
    orders.remove(oldest.getKey());
    if (oldest.getValue().known()) {
      settledPurchase = Math.max(settledPurchase, oldest.getValue().first);
      sums.settle(oldest.getValue().currency, oldest.getValue().first);
    }
  }

  private static String code(String currency) {
    return currency == null ? "" : currency;
  }

  int size() {
    return orders.size();
  }

  void write(PackedWriter out) {
    out.writeLong(settledPurchase);
    out.writeVarint(orders.size());
    orders.forEach(
        (id, order) -> {
          out.writeLong(id);
          out.writeLong(order.first);
          out.writeLong(order.version);
          out.writeLong(order.units);
          out.writeString(order.currency);
          out.writeLong(order.refunded);
          out.writeLong(order.refund);
          out.writeByte(order.isReturn ? 1 : 0);
        });
  }

  void read(PackedReader in, Sums sums) {
    settledPurchase = in.readLong();
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      orders.put(
          in.readLong(),
          new Order(
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readString(),
              in.readLong(),
              in.readLong(),
              in.readByte() == 1));
      if (orders.size() > capacity) {
        settle(sums);
      }
    }
  }
}
