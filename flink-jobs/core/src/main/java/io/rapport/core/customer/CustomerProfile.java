package io.rapport.core.customer;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.List;
import java.util.Map;

/**
 * The profile of one customer, bounded by {@link CustomerSettings}.
 *
 * <p>Every transition commutes with every other. Merging two profiles gives the same result as
 * applying all their observations to one: the parts are sums, extremes, last-write-wins values and
 * sets. Late events therefore need no special case, and a profile can move from a cookie to an
 * account. The caps are the exception: an evicted part is lost. The caller drops duplicates.
 */
public final class CustomerProfile {

  /** The time of an event that never happened. */
  public static final long NEVER = Long.MIN_VALUE;

  private static final int FORMAT = 1;

  // Of two values set at the same time the greater text wins: an objection over a consent, in the
  // person's favour.
  private static final String CONSENT = "consent";
  private static final String OBJECTION = "objection";

  private final CustomerSettings settings;
  private final Counts counts = new Counts();
  private final Spend spend;
  private final Interests interests;
  private final RecentItems items;
  private final Cookies cookies;
  private final Tickets tickets;
  private final Orders orders;
  private final Orders.Sums sums = new OrderSums();
  private final QualityCodes quality = new QualityCodes();
  private final RecentChanges changes = new RecentChanges();
  private Latest email = Latest.NEVER;
  private Latest phone = Latest.NEVER;
  private Latest country = Latest.NEVER;
  private Latest marketing = Latest.NEVER;
  private Latest personalisation = Latest.NEVER;
  private long firstSeen = Long.MAX_VALUE;
  private long newest = NEVER;
  private long erasedBefore = NEVER;

  /** An empty profile. */
  public CustomerProfile(CustomerSettings settings) {
    this.settings = settings;
    this.spend = new Spend(settings.maxCurrencies());
    this.interests = new Interests(settings.maxCategories(), settings.interestHalfLife());
    this.items = new RecentItems(settings.maxItems());
    this.cookies = new Cookies(settings.maxIdentifiers());
    this.tickets = new Tickets(settings.maxTickets());
    this.orders = new Orders(settings.maxOrders());
  }

  /**
   * Adds an event. Ignores one that happened before the person had their data erased.
   *
   * @return whether the event was added
   */
  public boolean apply(Observation event) {
    long time = event.eventTime();
    if (time <= erasedBefore) {
      return false;
    }
    if (event.kind() == ObservationKind.LOGOUT) {
      cookies.left(event.visitorId(), time); // Somebody else's event, perhaps.
      return !isEmpty();
    }
    firstSeen = Math.min(firstSeen, time);
    newest = Math.max(newest, Math.max(time, event.versionTime()));
    count(event.kind());
    quality.add(event.repairs());
    changes.add(event.repairs(), time);
    email = email.or(event.email(), time);
    phone = phone.or(event.phone(), time);
    country = country.or(event.country(), time);
    if (event.visitorId() != null) {
      cookies.used(event.visitorId(), time);
    }
    consents(event);
    money(event);
    support(event);
    interest(event);
    return true;
  }

  /**
   * Adds another profile, as if its events had been applied to this one. Ignores it if all of it
   * happened before the person had their data erased.
   */
  public void merge(CustomerProfile other) {
    if (erasedBefore != NEVER && other.newest <= erasedBefore) {
      return;
    }
    counts.merge(other.counts);
    spend.merge(other.spend);
    interests.merge(other.interests);
    items.merge(other.items);
    cookies.merge(other.cookies);
    tickets.merge(other.tickets);
    quality.merge(other.quality);
    changes.merge(other.changes);
    email = email.or(other.email);
    phone = phone.or(other.phone);
    country = country.or(other.country);
    marketing = marketing.or(other.marketing);
    personalisation = personalisation.or(other.personalisation);
    firstSeen = Math.min(firstSeen, other.firstSeen);
    newest = Math.max(newest, other.newest);
    orders.merge(other.orders, sums);
  }

  /** An empty profile that ignores events up to {@code time}. */
  public CustomerProfile erased(long time) {
    CustomerProfile rest = new CustomerProfile(settings);
    rest.erasedBefore = Math.max(erasedBefore, time);
    return rest;
  }

  /** Whether the profile has nothing to show. */
  public boolean isEmpty() {
    return newest == NEVER;
  }

  /** Newest event or erasure, milliseconds since the epoch; {@link #NEVER} for a new profile. */
  public long newest() {
    return Math.max(newest, erasedBefore);
  }

  /** The public view of the profile. */
  public ProfileView view(Subject subject) {
    Spend.First oldest = orders.oldest();
    return new ProfileView(
        subject.site(),
        subject.customerId(),
        subject.identified(),
        ProfileStatus.ACTIVE,
        null,
        newest,
        firstSeen,
        counts.of(ObservationKind.VIEW),
        counts.of(ObservationKind.ADD_TO_CART),
        counts.of(ObservationKind.WISH),
        counts.of(ObservationKind.SEARCH),
        // A cancellation that arrives before its order must not show as a negative count.
        Math.max(0, counts.of(ObservationKind.ORDER) - counts.of(ObservationKind.CANCEL)),
        counts.of(ObservationKind.RETURN),
        spend.units(oldest),
        spend.currency(oldest),
        orders.lastPurchase(),
        0,
        0,
        0,
        tickets.open(),
        tickets.total(),
        interests.concentration(),
        interests.top(settings.topCategories(), newest),
        items.items(),
        email.value(),
        phone.value(),
        country.value(),
        bool(marketing),
        bool(personalisation),
        Map.copyOf(quality.counts()),
        cookies.inUse(),
        changes.list(),
        List.of(),
        null);
  }

  /** The packed form. A profile read under smaller caps drops the excess. */
  public static PackedFormat<CustomerProfile> format(CustomerSettings settings) {
    return new PackedFormat<>(
        "A customer profile",
        FORMAT,
        () -> new CustomerProfile(settings),
        CustomerProfile::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(firstSeen);
    out.writeLong(newest);
    out.writeLong(erasedBefore);
    counts.write(out);
    spend.write(out);
    orders.write(out);
    interests.write(out);
    items.write(out);
    tickets.write(out);
    quality.write(out);
    changes.write(out);
    email.write(out);
    phone.write(out);
    country.write(out);
    marketing.write(out);
    personalisation.write(out);
    cookies.write(out);
  }

  private static CustomerProfile read(PackedReader in, CustomerSettings settings) {
    CustomerProfile profile = new CustomerProfile(settings);
    profile.firstSeen = in.readLong();
    profile.newest = in.readLong();
    profile.erasedBefore = in.readLong();
    profile.counts.read(in);
    profile.spend.read(in);
    profile.orders.read(in, profile.sums);
    profile.interests.read(in);
    profile.items.read(in);
    profile.tickets.read(in);
    profile.quality.read(in);
    profile.changes.read(in);
    profile.email = Latest.read(in);
    profile.phone = Latest.read(in);
    profile.country = Latest.read(in);
    profile.marketing = Latest.read(in);
    profile.personalisation = Latest.read(in);
    profile.cookies.read(in);
    return profile;
  }

  private void consents(Observation event) {
    long time = event.versionTime();
    marketing = marketing.or(text(event.marketingConsent()), time);
    personalisation = personalisation.or(text(event.personalisationConsent()), time);
    if (event.kind() == ObservationKind.OPT_OUT) {
      personalisation = personalisation.or(text(false), time);
    } else if (event.kind() == ObservationKind.OPT_IN) {
      personalisation = personalisation.or(text(true), time);
    }
  }

  private void money(Observation event) {
    switch (event.kind()) {
      case ORDER ->
          orders.ordered(
              event.orderId(),
              event.currency(),
              event.amount(),
              event.eventTime(),
              event.versionTime(),
              sums);
      case CANCEL ->
          orders.cancelled(
              event.orderId(), event.currency(), event.amount(), event.eventTime(), sums);
      case RETURN ->
          orders.returned(
              event.orderId(), event.currency(), event.amount(), event.eventTime(), sums);
      default -> {
        // These carry no money.
      }
    }
  }

  /** Counts an event; orders, returns and cancellations are counted by order instead. */
  private void count(ObservationKind kind) {
    switch (kind) {
      case ORDER, RETURN, CANCEL -> {}
      default -> counts.add(kind, 1);
    }
  }

  /** The sums of this profile in which its orders count. */
  private final class OrderSums implements Orders.Sums {
    @Override
    public void spend(String currency, long units) {
      spend.add(currency, units);
    }

    @Override
    public void settle(String currency, long first) {
      spend.settle(currency, first);
    }

    @Override
    public void count(int orders, int cancellations, int returns) {
      counts.add(ObservationKind.ORDER, orders);
      counts.add(ObservationKind.CANCEL, cancellations);
      counts.add(ObservationKind.RETURN, returns);
    }
  }

  private void support(Observation event) {
    switch (event.kind()) {
      case TICKET_OPENED -> tickets.opened(event.ticketId(), event.eventTime());
      case TICKET_CLOSED -> tickets.closed(event.ticketId(), event.eventTime());
      default -> {
        // These neither open nor close a ticket.
      }
    }
  }

  private void interest(Observation event) {
    double weight = weight(event.kind());
    if (weight == 0) {
      return;
    }
    if (event.category() != null) {
      interests.add(event.category(), weight, event.eventTime());
    }
    event.items().forEach(item -> items.add(item, event.eventTime()));
  }

  /** The weight of an action as evidence of taste; 0 when the shop, not the customer, acted. */
  private static double weight(ObservationKind kind) {
    return switch (kind) {
      case VIEW, SEARCH, RECOMMENDATION_CLICK -> 1;
      case WISH -> 2;
      case ADD_TO_CART -> 3;
      case ORDER -> 5;
      default -> 0;
    };
  }

  private static String text(Boolean value) {
    return value == null ? null : value ? CONSENT : OBJECTION;
  }

  private static Boolean bool(Latest consent) {
    return consent.value() == null ? null : consent.value().equals(CONSENT);
  }
}
