package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The newest orders, returns and cancellations of an account, for cookies that turn out to be the
 * account's later. Bounded in orders and in lines an order.
 */
final class AccountOrders {

  /** The most purchases kept. */
  static final int MOST = 8;

  /** The most lines kept of one. */
  static final int MOST_LINES = 20;

  private final Deque<PurchaseEvent> orders = new ArrayDeque<>();
  private long count; // of all purchases so far, also of those not kept any more

  /** Adds a purchase; returns false for one that is known. */
  boolean add(PurchaseEvent purchase) {
    if (orders.stream().anyMatch(known -> known.eventId().equals(purchase.eventId()))) {
      return false;
    }
    orders.addLast(shortened(purchase));
    count++;
    if (orders.size() > MOST) {
      orders.removeFirst();
    }
    return true;
  }

  private static PurchaseEvent shortened(PurchaseEvent of) {
    List<PurchaseLine> lines = of.lines();
    return of(
        of.eventId(),
        of.eventTime(),
        of.site(),
        of.orderId(),
        of.kind(),
        of.customerId(),
        of.visitorId(),
        List.copyOf(lines.subList(0, Math.min(lines.size(), MOST_LINES))));
  }

  /** The purchases, the one that came first first. */
  List<PurchaseEvent> all() {
    return List.copyOf(orders);
  }

  /** The purchases but the first {@code known} ones so far. */
  List<PurchaseEvent> after(long known) {
    return orders.stream().skip(Math.max(0, known - (count - orders.size()))).toList();
  }

  /** The number of purchases so far, also of those not kept any more. */
  long count() {
    return count;
  }

  boolean isEmpty() {
    return orders.isEmpty();
  }

  void clear() {
    orders.clear();
    count = 0;
  }

  void write(PackedWriter out) {
    out.writeLong(count);
    out.writeVarint(orders.size());
    for (PurchaseEvent order : orders) {
      out.writeString(order.eventId());
      out.writeLong(order.eventTime());
      out.writeString(order.site());
      out.writeString(order.orderId());
      out.writeString(order.kind().name());
      out.writeString(order.customerId());
      out.writeNullableString(order.visitorId());
      out.writeVarint(order.lines().size());
      for (PurchaseLine line : order.lines()) {
        out.writeString(line.itemId());
        out.writeVarint(line.quantity());
        out.writeDouble(line.unitPrice());
        out.writeDouble(line.units());
        out.writeByte(line.estimated() ? 1 : 0);
      }
    }
  }

  void read(PackedReader in) {
    count = in.readLong();
    for (int i = in.readVarint(); i > 0; i--) {
      orders.addLast(
          of(
              in.readString(),
              in.readLong(),
              in.readString(),
              in.readString(),
              PurchaseKind.valueOf(in.readString()),
              in.readString(),
              in.readNullableString(),
              lines(in)));
    }
  }

  private static List<PurchaseLine> lines(PackedReader in) {
    List<PurchaseLine> lines = new ArrayList<>();
    for (int i = in.readVarint(); i > 0; i--) {
      lines.add(
          new PurchaseLine(
              in.readString(),
              in.readVarint(),
              in.readDouble(),
              in.readDouble(),
              in.readByte() == 1));
    }
    return lines;
  }

  private static PurchaseEvent of(
      String eventId,
      long time,
      String site,
      String orderId,
      PurchaseKind kind,
      String customerId,
      String visitorId,
      List<PurchaseLine> lines) {
    return new PurchaseEvent(
        eventId,
        time,
        time,
        time,
        site,
        orderId,
        null,
        kind,
        customerId,
        visitorId,
        null,
        null,
        null,
        null,
        lines,
        0,
        "");
  }
}
