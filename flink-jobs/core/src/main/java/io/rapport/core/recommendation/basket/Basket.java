package io.rapport.core.recommendation.basket;

import io.rapport.core.hash.RecentIds;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The remainder of one order: quantities by item. A return retracts the item's pairs as of the time
 * of the order, so that the decay on both sides cancels. A return that overtakes its order leaves a
 * negative quantity, which the order settles. Not thread-safe.
 */
public final class Basket implements Expiring {

  private static final int REMEMBERED_IDS = 8;

  private final BoughtSettings settings;
  private RecentIds ids = new RecentIds(REMEMBERED_IDS);
  private long newest = Long.MIN_VALUE;
  private long time = Long.MIN_VALUE; // of the order
  private final Map<String, Integer> quantities = new LinkedHashMap<>();
  private boolean retracted;

  public Basket(BoughtSettings settings) {
    this.settings = settings;
  }

  /** The site-qualified key of the order. */
  public static String keyOf(PurchaseEvent purchase) {
    return Keys.of(purchase.site(), purchase.orderId());
  }

  /**
   * Applies a purchase, return or cancellation, and emits the changes; ignores a repeated event.
   */
  public void apply(PurchaseEvent purchase, Consumer<BoughtLine> out) {
    if (retracted || ids.seen(purchase.eventId())) {
      return;
    }
    newest = Math.max(newest, purchase.eventTime());
    boolean order = purchase.kind() == PurchaseKind.ORDER;
    if (time == Long.MIN_VALUE || (order && quantities.values().stream().noneMatch(q -> q > 0))) {
      time = purchase.eventTime();
    }
    List<String> before = present();
    for (PurchaseLine line : purchase.lines()) {
      add(line.itemId(), order ? line.quantity() : -line.quantity());
    }
    tell(purchase.site(), before, present(), out);
  }

  private void add(String item, int quantity) {
    boolean room = quantities.containsKey(item) || quantities.size() < settings.maxLines();
    if (room) {
      quantities.merge(item, quantity, Integer::sum);
    }
  }

  private List<String> present() {
    List<String> present = new ArrayList<>();
    quantities.forEach(
        (item, quantity) -> {
          if (quantity > 0) {
            present.add(item);
          }
        });
    return present;
  }

  private void tell(
      String site, List<String> before, List<String> after, Consumer<BoughtLine> out) {
    int orders = Boolean.compare(!after.isEmpty(), !before.isEmpty());
    List<String> gone = without(before, after);
    List<String> come = without(after, before);
    List<String> stayed = without(before, gone);
    int first = orders;
    for (int sign = -1; sign <= 1; sign += 2) {
      List<String> changed = sign < 0 ? gone : come;
      List<String> all = new ArrayList<>(stayed);
      all.addAll(changed);
      for (String item : changed) {
        out.accept(line(site, item, without(all, List.of(item)), sign, true, first));
        first = 0;
      }
      for (String item : changed.isEmpty() ? List.<String>of() : stayed) {
        out.accept(line(site, item, changed, sign, false, 0));
      }
    }
  }

  private BoughtLine line(
      String site, String item, List<String> others, int sign, boolean itself, int orders) {
    return new BoughtLine(site, item, List.copyOf(others), sign, itself, orders, time, 0, time);
  }

  private static List<String> without(List<String> items, List<String> left) {
    return items.stream().filter(item -> !left.contains(item)).toList();
  }

  /** Retracts the order; ignores its events from then on. */
  public void apply(OrderRetraction retraction, Consumer<BoughtLine> out) {
    newest = Math.max(newest, retraction.time());
    List<String> before = present();
    quantities.clear();
    retracted = true;
    tell(retraction.site(), before, List.of(), out);
  }

  /** Whether no event of the order was ever seen. */
  @Override
  public boolean isEmpty() {
    return newest == Long.MIN_VALUE;
  }

  @Override
  public long newest() {
    return newest;
  }

  /** The expiry time of the order, unless another event comes before. */
  @Override
  public long expiry() {
    return newest + settings.orderExpiryMillis();
  }

  /** The packed form of a basket. */
  public static PackedFormat<Basket> format(BoughtSettings settings) {
    return new PackedFormat<>(
        "An order's basket",
        1,
        () -> new Basket(settings),
        Basket::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(newest);
    out.writeLong(time);
    out.writeLongs(ids.hashes());
    out.writeVarint(quantities.size());
    quantities.forEach(
        (item, quantity) -> {
          out.writeString(item);
          out.writeInt(quantity);
        });
    out.writeByte(retracted ? 1 : 0);
  }

  private static Basket read(PackedReader in, BoughtSettings settings) {
    Basket basket = new Basket(settings);
    basket.newest = in.readLong();
    basket.time = in.readLong();
    basket.ids = RecentIds.of(REMEMBERED_IDS, in.readLongs());
    for (int left = in.readVarint(); left > 0; left--) {
      String item = in.readString();
      basket.quantities.put(item, in.readInt());
    }
    basket.retracted = in.readByte() == 1;
    return basket;
  }
}
