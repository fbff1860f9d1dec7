package io.rapport.core.recommendation.basket;

import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.function.Consumer;

/** A decayed number of orders: those of a site, or those that hold an item. Not thread-safe. */
public final class OrderCount implements Expiring {

  private final BoughtSettings settings;
  private double count;
  private long asOf = Long.MIN_VALUE;

  public OrderCount(BoughtSettings settings) {
    this.settings = settings;
  }

  /** Counts an order of the site. */
  public BoughtLine site(BoughtLine line) {
    add(line.orders(), line.time());
    return line.of(this);
  }

  /**
   * Counts an order of the item, and emits the new count to the item and to the items bought with
   * it.
   */
  public void item(BoughtLine line, Consumer<BoughtPair> out) {
    add(line.itself() ? line.sign() : 0, line.time());
    out.accept(pair(line, line.itemId(), null));
    line.others().forEach(other -> out.accept(pair(line, other, line.itemId())));
  }

  private BoughtPair pair(BoughtLine line, String item, String neighbour) {
    return new BoughtPair(
        line.site(),
        item,
        neighbour,
        line.sign(),
        line.time(),
        count,
        asOf,
        line.siteOrders(),
        line.asOf());
  }

  private void add(int orders, long time) {
    long reference = Math.max(time, asOf);
    if (asOf != Long.MIN_VALUE) {
      count *= settings.decay().fade(reference - asOf);
    }
    count = Math.max(0, count + orders * settings.decay().fade(reference - time));
    asOf = reference;
  }

  double count() {
    return count;
  }

  long asOf() {
    return asOf;
  }

  @Override
  public long newest() {
    return asOf;
  }

  /** The expiry time of the count, unless another order comes before. */
  @Override
  public long expiry() {
    return asOf + settings.expiryMillis();
  }

  /** The packed form of a count. */
  public static PackedFormat<OrderCount> format(BoughtSettings settings) {
    return new PackedFormat<>(
        "A count of orders",
        1,
        () -> new OrderCount(settings),
        OrderCount::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeDouble(count);
    out.writeLong(asOf);
  }

  private static OrderCount read(PackedReader in, BoughtSettings settings) {
    OrderCount count = new OrderCount(settings);
    count.count = in.readDouble();
    count.asOf = in.readLong();
    return count;
  }
}
