package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Fans a customer's status, segment and purchases out to the histories of the customer's visitors.
 * Not thread-safe.
 */
public final class StatusFanout implements Expiring {

  /** The largest number of visitors; a profile lists fewer. */
  public static final int MOST_VISITORS = 256;

  /** The most purchases kept for cookies that turn out to be the customer's later. */
  public static final int MOST_PURCHASES = AccountOrders.MOST;

  private VisitorStatus status = VisitorStatus.USUAL;
  private String segment; // null for none
  private final Set<String> visitors =
      new LinkedHashSet<>(); // visitors informed; the last seen last
  private Set<String> cookies = Set.of(); // those in use by the last profile
  private final AccountOrders orders = new AccountOrders();
  private final List<PurchaseEvent> copies = new ArrayList<>(); // of the last message
  private boolean changed;

  /**
   * The changes for visitors after a profile has changed. A profile lists the cookies last seen;
   * earlier ones stay informed, up to a bound. A profile without visitors has ended.
   */
  public List<StatusChange> apply(CustomerStatus profile) {
    VisitorStatus statusBefore = status;
    List<String> visitorsBefore = List.copyOf(visitors);
    List<StatusChange> changes = tell(profile);
    boolean otherCookies = copy(profile);
    changed =
        status != statusBefore || otherCookies || !visitorsBefore.equals(List.copyOf(visitors));
    return changes;
  }

  /** Tells new cookies what the account has bought; returns whether the cookies differ. */
  private boolean copy(CustomerStatus profile) {
    Set<String> now = new LinkedHashSet<>(profile.visitors());
    now.remove(profile.customerId());
    copies.clear();
    now.stream()
        .filter(cookie -> !cookies.contains(cookie))
        .forEach(cookie -> orders.all().forEach(order -> copy(order, cookie)));
    boolean differ = !now.equals(cookies);
    cookies = now;
    if (profile.visitors().isEmpty()) {
      orders.clear();
    }
    return differ;
  }

  private void copy(PurchaseEvent order, String cookie) {
    if (!cookie.equals(order.visitorId())) {
      copies.add(order.with(cookie));
    }
  }

  /** Takes a purchase of the account; {@link #copies} are those for its cookies. */
  public void apply(PurchaseEvent purchase) {
    copies.clear();
    changed = orders.add(purchase);
    if (changed) {
      cookies.forEach(cookie -> copy(purchase, cookie));
    }
  }

  /** The account's purchases as made with each cookie that the last message concerns. */
  public List<PurchaseEvent> copies() {
    return List.copyOf(copies);
  }

  private List<StatusChange> tell(CustomerStatus profile) {
    List<StatusChange> changes = new ArrayList<>();
    boolean gone = profile.visitors().isEmpty();
    if (profile.status() != status || (gone && segment != null)) {
      status = profile.status();
      String left = gone ? null : segment;
      visitors.forEach(visitor -> changes.add(change(profile, visitor, status, left)));
    }
    if (gone) {
      visitors.clear();
      return changes;
    }
    for (String visitor : profile.visitors()) {
      if (!visitors.remove(visitor) && isUnusual()) {
        changes.add(change(profile, visitor, status, segment));
      }
      visitors.add(visitor); // Moves it to the end, as the last seen.
    }
    while (visitors.size() > MOST_VISITORS) {
      String first = visitors.iterator().next();
      visitors.remove(first);
      if (isUnusual()) {
        changes.add(change(profile, first, VisitorStatus.USUAL, null));
      }
    }
    return changes;
  }

  /** The changes for visitors after the customer's segment has changed. */
  public List<StatusChange> apply(SegmentChange change) {
    copies.clear();
    changed = !Objects.equals(segment, change.segment());
    if (!changed) {
      return List.of();
    }
    segment = change.segment();
    return visitors.stream()
        .map(
            visitor ->
                new StatusChange(change.site(), visitor, change.customerId(), status, segment))
        .toList();
  }

  private boolean isUnusual() {
    return status != VisitorStatus.USUAL || segment != null;
  }

  private static StatusChange change(
      CustomerStatus profile, String visitor, VisitorStatus status, String segment) {
    return new StatusChange(profile.site(), visitor, profile.customerId(), status, segment);
  }

  /** Whether the last message changed the state to store; most profiles change nothing. */
  public boolean changed() {
    return changed;
  }

  @Override
  public long newest() {
    return Long.MAX_VALUE;
  }

  /** Never: once the customer's profile and segment have ended, nothing is left. */
  @Override
  public long expiry() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean isEmpty() {
    return visitors.isEmpty() && !isUnusual() && orders.isEmpty();
  }

  /** The packed form. */
  public static PackedFormat<StatusFanout> format() {
    return new PackedFormat<>(
        "A customer's status", 1, StatusFanout::new, StatusFanout::write, StatusFanout::read);
  }

  private void write(PackedWriter out) {
    out.writeByte(status.code());
    out.writeVarint(visitors.size());
    visitors.forEach(out::writeString);
    out.writeNullableString(segment);
    out.writeVarint(cookies.size());
    cookies.forEach(out::writeString);
    orders.write(out);
  }

  private static StatusFanout read(PackedReader in) {
    StatusFanout told = new StatusFanout();
    told.status = VisitorStatus.of(in.readByte());
    for (int i = in.readVarint(); i > 0; i--) {
      told.visitors.add(in.readString());
    }
    told.segment = in.readNullableString();
    Set<String> cookies = new LinkedHashSet<>();
    for (int i = in.readVarint(); i > 0; i--) {
      cookies.add(in.readString());
    }
    told.cookies = cookies;
    told.orders.read(in);
    return told;
  }
}
