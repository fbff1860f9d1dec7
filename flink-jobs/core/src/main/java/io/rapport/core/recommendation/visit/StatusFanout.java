package io.rapport.core.recommendation.visit;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Fans an account's status, segment and purchases out to the histories of its visitors, and its
 * purchases to the cookies of the person that it is part of. Not thread-safe.
 */
public final class StatusFanout implements Expiring {

  /** The largest number of visitors; a profile lists fewer. */
  public static final int MOST_VISITORS = 256;

  /** The most purchases kept for cookies that turn out to be the customer's later. */
  public static final int MOST_PURCHASES = AccountOrders.MOST;

  /** The time for which purchases and persons wait for the account's first profile. */
  public static final long WAITING_MILLIS = Duration.ofDays(30).toMillis();

  private VisitorStatus own = VisitorStatus.USUAL; // by the account's own profile
  private VisitorStatus status = VisitorStatus.USUAL; // the one told: the person's may be stricter
  private String segment; // null for none
  private final Set<String> visitors =
      new LinkedHashSet<>(); // visitors informed; the last seen last
  private final AccountOrders orders = new AccountOrders();
  private final Map<String, Long> copied =
      new LinkedHashMap<>(); // orders told to each of the account's own cookies
  private final PersonShares shares = new PersonShares();
  private long newest = Long.MIN_VALUE; // event time of the newest message
  private final List<PurchaseEvent> copies = new ArrayList<>(); // of the last message
  private boolean changed;

  /**
   * The changes for visitors after the account's profile has changed. A profile lists the cookies
   * last seen; earlier ones stay informed, up to a bound. A profile without visitors has ended.
   */
  public List<StatusChange> apply(CustomerStatus profile) {
    List<Object> before = begin(profile.time());
    own = profile.status();
    shares.apply(profile);
    List<StatusChange> changes = tell(profile);
    copy(profile);
    share(profile.site(), profile.customerId(), null);
    changed = !before.equals(content());
    return changes;
  }

  /** The changes for visitors after the profile of a person with the account has changed. */
  public List<StatusChange> apply(PersonStatus person) {
    List<Object> before = begin(person.time());
    shares.apply(person);
    List<StatusChange> changes = new ArrayList<>();
    VisitorStatus now = shares.status(own);
    if (now != status) {
      status = now;
      visitors.forEach(
          visitor ->
              changes.add(change(person.site(), person.account(), visitor, status, segment)));
    }
    share(person.site(), person.account(), null);
    changed = !before.equals(content());
    return changes;
  }

  /**
   * Takes a purchase of the account; {@link #copies} are those for its cookies, {@link #shares}
   * those for others of the person.
   */
  public void apply(PurchaseEvent purchase) {
    begin(purchase.eventTime());
    changed = orders.add(purchase);
    if (changed) {
      own(purchase.customerId()).forEach(this::copy);
      share(purchase.site(), purchase.customerId(), purchase.eventId());
    }
  }

  private void share(String site, String account, String added) {
    shares.share(site, account, orders, own(account), added);
  }

  /** The changes for visitors after the customer's segment has changed. */
  public List<StatusChange> apply(SegmentChange change) {
    begin(Long.MIN_VALUE);
    changed = !Objects.equals(segment, change.segment());
    if (!changed) {
      return List.of();
    }
    segment = change.segment();
    return visitors.stream()
        .map(visitor -> change(change.site(), change.customerId(), visitor, status, segment))
        .toList();
  }

  private List<Object> begin(long time) {
    newest = Math.max(newest, time);
    copies.clear();
    shares.begin();
    return content();
  }

  /** All that a profile can change. */
  private List<Object> content() {
    return Arrays.asList(
        own,
        status,
        segment,
        List.copyOf(visitors),
        Map.copyOf(copied),
        orders.isEmpty(),
        shares.content());
  }

  /**
   * Tells new cookies what the account has bought. While the account leads a person, none are told
   * and none forgotten, so that nothing is told twice when it ceases to.
   */
  private void copy(CustomerStatus profile) {
    if (profile.isGone()) {
      orders.clear();
      copied.clear();
    } else if (!shares.leads(profile.customerId())) {
      Set<String> now = new LinkedHashSet<>(profile.visitors());
      now.remove(profile.customerId());
      copied.keySet().retainAll(now);
      now.forEach(this::copy);
    }
  }

  /** Tells a cookie what it has not been told. */
  private void copy(String cookie) {
    for (PurchaseEvent order : orders.after(copied.getOrDefault(cookie, 0L))) {
      if (!cookie.equals(order.visitorId())) {
        copies.add(order.with(cookie));
      }
    }
    copied.put(cookie, orders.count());
  }

  /**
   * The account's own cookies by the last profile. The profile of a person does not say which those
   * are: while the account leads a person, all are the person's.
   */
  private List<String> own(String account) {
    return shares.leads(account) ? List.of() : List.copyOf(copied.keySet());
  }

  /** The account's purchases as made with each of its cookies that the last message concerns. */
  public List<PurchaseEvent> copies() {
    return List.copyOf(copies);
  }

  /** The account's purchases for each cookie of its person that the last message concerns. */
  public List<SharedPurchases> shares() {
    return shares.messages();
  }

  private List<StatusChange> tell(CustomerStatus profile) {
    List<StatusChange> changes = new ArrayList<>();
    boolean gone = profile.isGone();
    VisitorStatus now = shares.status(own);
    if (now != status || (gone && segment != null)) {
      status = now;
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

  private boolean isUnusual() {
    return status != VisitorStatus.USUAL || segment != null;
  }

  private static StatusChange change(
      CustomerStatus profile, String visitor, VisitorStatus status, String segment) {
    return change(profile.site(), profile.customerId(), visitor, status, segment);
  }

  private static StatusChange change(
      String site, String customerId, String visitor, VisitorStatus status, String segment) {
    return new StatusChange(site, visitor, customerId, status, segment);
  }

  /** Whether the last message changed the state to store; most profiles change nothing. */
  public boolean changed() {
    return changed;
  }

  /** Whether no profile of the account is known. */
  private boolean isWaiting() {
    return visitors.isEmpty() && !isUnusual();
  }

  @Override
  public long newest() {
    return isWaiting() ? newest : Long.MAX_VALUE;
  }

  /**
   * Never, while profile or segment are known. Before the first profile, what waits for it expires:
   * it may never come.
   */
  @Override
  public long expiry() {
    return isWaiting() ? newest + WAITING_MILLIS : Long.MAX_VALUE;
  }

  @Override
  public boolean isEmpty() {
    return isWaiting() && orders.isEmpty() && shares.isEmpty();
  }

  /** The packed form. */
  public static PackedFormat<StatusFanout> format() {
    return new PackedFormat<>(
        "A customer's status", 1, StatusFanout::new, StatusFanout::write, StatusFanout::read);
  }

  private void write(PackedWriter out) {
    out.writeByte(own.code());
    out.writeByte(status.code());
    out.writeVarint(visitors.size());
    visitors.forEach(out::writeString);
    out.writeNullableString(segment);
    orders.write(out);
    out.writeVarint(copied.size());
    copied.forEach(
        (cookie, told) -> {
          out.writeString(cookie);
          out.writeLong(told);
        });
    shares.write(out);
    out.writeLong(newest);
  }

  private static StatusFanout read(PackedReader in) {
    StatusFanout told = new StatusFanout();
    told.own = VisitorStatus.of(in.readByte());
    told.status = VisitorStatus.of(in.readByte());
    for (int left = in.readVarint(); left > 0; left--) {
      told.visitors.add(in.readString());
    }
    told.segment = in.readNullableString();
    told.orders.read(in);
    for (int left = in.readVarint(); left > 0; left--) {
      told.copied.put(in.readString(), in.readLong());
    }
    told.shares.read(in);
    told.newest = in.readLong();
    return told;
  }
}
