package io.rapport.core.recommendation.visit;

import io.rapport.core.hash.Hash64;
import io.rapport.core.hash.RecentIds;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The history of one visitor: the items of the session, the event ids already seen, the event rate,
 * the status and segment of the customer, and the visits and orders learned, so that they can be
 * retracted. Not thread-safe.
 */
public final class History implements Expiring {

  /** The {@link #owner()} of a cookie on which nobody has logged in yet. */
  public static final long UNKNOWN_OWNER = Owner.UNKNOWN;

  private static final long MINUTE = 60_000;

  /** All purchases that an account can copy to the cookie again, and as many of another account. */
  private static final int COPIED_IDS = 2 * StatusFanout.MOST_PURCHASES;

  private final HistorySettings settings;
  private RecentIds ids;
  private RecentIds copied = new RecentIds(COPIED_IDS); // purchases of the account elsewhere
  private final List<String> recent; // newest first
  private long newest = Long.MIN_VALUE; // event time of the newest event of any kind
  private long newestClick = Long.MIN_VALUE;
  private long session; // hash of the website's session id; 0 when it gives none
  private long minute = Long.MIN_VALUE;
  private int eventsInMinute;
  private VisitorStatus status = VisitorStatus.USUAL;
  private long statusOf; // hash of the customer with that status
  private String segment; // the customer's; null for none
  private long segmentOf; // hash of that customer
  private final Owner owner;
  private PackedTrail visits; // learned
  private PackedTrail orders;
  private long erasedUntil = Long.MIN_VALUE; // event time up to which events are ignored
  private boolean passed; // by the last event
  private boolean recognised; // by the last event

  public History(HistorySettings settings) {
    this(settings, new RecentIds(settings.rememberedIds()));
  }

  private History(HistorySettings settings, RecentIds ids) {
    this.settings = settings;
    this.ids = ids;
    this.recent = new ArrayList<>(settings.window());
    this.visits = new PackedTrail(settings.erasure().visits());
    this.orders = new PackedTrail(settings.erasure().orders());
    this.owner = new Owner();
  }

  /**
   * Applies a click. A click older than the newest by more than the allowed lateness is late,
   * because the order of a session's items matters; within it, events count in the order of
   * arrival. A click from before the visitor's erasure is late too.
   */
  public ClickOutcome apply(ClickEvent click) {
    begin();
    if (ids.seen(click.eventId())) {
      return ClickOutcome.without(Outcome.DUPLICATE);
    }
    boolean tooOld =
        newestClick != Long.MIN_VALUE
            && newestClick - click.eventTime() > settings.allowedLatenessMillis();
    if (tooOld || click.eventTime() <= erasedUntil) {
      return ClickOutcome.without(Outcome.LATE);
    }
    if (!own(click.visitorId(), click.customerId(), click.eventTime())) {
      return ClickOutcome.without(Outcome.LATE); // Of the person who used the cookie before.
    }
    continueSession(click);
    newestClick = Math.max(newestClick, click.eventTime());
    newest = Math.max(newest, click.eventTime());
    return new ClickOutcome(Outcome.PROCESSED, touches(click) ? visit(click) : null);
  }

  /**
   * Applies a purchase. It is late only if the visitor was erased since, because the order of
   * purchases does not matter.
   */
  public Outcome apply(PurchaseEvent purchase) {
    begin();
    // Producers number clicks and purchases independently.
    if (ids.seen("purchase/" + purchase.eventId())) {
      return Outcome.DUPLICATE;
    }
    if (purchase.eventTime() <= erasedUntil) {
      return Outcome.LATE;
    }
    own(purchase.visitorId(), purchase.customerId(), purchase.eventTime());
    newest = Math.max(newest, purchase.eventTime());
    boolean anyones = purchase.visitorId() == null && purchase.customerId() == null;
    if (purchase.kind() == PurchaseKind.ORDER && !anyones) { // No request can name a guest's order.
      orders.add(purchase.orderId(), purchase.eventTime(), false);
    }
    return Outcome.PROCESSED;
  }

  /**
   * Applies a purchase of the account that uses the cookie, made elsewhere. Returns whether it
   * counts: it is new, and the cookie is still that account's.
   */
  public boolean applyCopy(PurchaseEvent purchase) {
    begin();
    if (!owner.mayBe(purchase.customerId())
        || purchase.eventTime() <= erasedUntil
        || copied.seen(purchase.eventId())) {
      return false;
    }
    newest = Math.max(newest, purchase.eventTime());
    return true;
  }

  /** The purchases without those from before the visitor's erasure. */
  public SharedPurchases kept(SharedPurchases shared) {
    return shared.after(erasedUntil);
  }

  /** Whether one of some accounts may be using the cookie. */
  public boolean mayBeUsedBy(List<String> accounts) {
    return accounts.stream().anyMatch(owner::mayBe);
  }

  /** Whether an account uses the cookie now, as far as is known. */
  public boolean isUsedBy(String account) {
    return owner.is(account);
  }

  /** Hash of the account that uses the cookie; a number that is no account's while none does. */
  public long owner() {
    return owner.account();
  }

  /** Applies a login or logout. */
  public void apply(OwnerChange change) {
    begin();
    newest = Math.max(newest, change.time());
    change(change.customerId(), change.time());
  }

  /**
   * Whether the last event came from another person than those before it, so that what is known of
   * the cookie's user has to be forgotten elsewhere too.
   */
  public boolean passed() {
    return passed;
  }

  /** Whether the last event was the first to tell who uses the cookie. */
  public boolean recognised() {
    return recognised;
  }

  private void begin() {
    passed = false;
    recognised = false;
  }

  /** Returns false for an event of an account that has left the cookie since. */
  private boolean own(String visitorId, String customerId, long time) {
    if (visitorId == null || customerId == null) {
      return true;
    }
    if (owner.isBefore(customerId, time)) {
      return false;
    }
    change(customerId, time);
    return true;
  }

  private void change(String customerId, long time) {
    long before = owner.account();
    boolean known = owner.isKnown();
    passed = owner.change(customerId, time);
    recognised = !known && owner.isKnown();
    if (!passed) {
      return;
    }
    copied = new RecentIds(COPIED_IDS);
    recent.clear();
    session = 0;
    Owner.Waiting left =
        new Owner.Waiting(
            before,
            statusOf == before ? status : VisitorStatus.USUAL,
            segmentOf == before ? segment : null);
    Owner.Waiting next = owner.takeWaiting();
    status = next == null ? VisitorStatus.USUAL : next.status();
    statusOf = next == null ? 0 : next.account();
    segment = next == null ? null : next.segment();
    segmentOf = segment == null ? 0 : next.account();
    if (left.status() != VisitorStatus.USUAL || left.segment() != null) {
      owner.keep(left);
    }
  }

  /**
   * Erases everything but the visitor's status. Events up to the request, or up to the newest
   * known, no longer count when they arrive later.
   *
   * @return the retraction of all that was learned of the visitor; empty when repeated
   */
  public Retraction erase(VisitorErased request) {
    long until = Math.max(erasedUntil, Math.max(newest, request.time()));
    Retraction retraction =
        new Retraction(
            request.site(),
            request.visitor(),
            retractedVisits(request),
            orders.entries().stream()
                .map(PackedTrail.Entry::id)
                .distinct()
                .map(order -> new OrderRetraction(request.site(), order, until))
                .toList(),
            until);
    rest();
    visits.clear();
    orders.clear();
    copied = new RecentIds(COPIED_IDS);
    erasedUntil = until;
    return retraction;
  }

  private List<Visit> retractedVisits(VisitorErased request) {
    List<Visit> retractions = new ArrayList<>();
    List<String> before = new ArrayList<>(); // newest first
    for (PackedTrail.Entry entry : visits.entries()) {
      if (entry.begins()) {
        before.clear();
      }
      List<String> window =
          List.copyOf(before.subList(0, Math.min(before.size(), settings.window())));
      retractions.add(0, retraction(request, entry, window));
      before.add(0, entry.id());
    }
    return retractions;
  }

  private Visit retraction(VisitorErased request, PackedTrail.Entry entry, List<String> before) {
    return new Visit(
        request.requestId(),
        entry.time(),
        entry.time(),
        request.site(),
        request.visitor(),
        null,
        entry.id(),
        before,
        VisitKind.RETRACTED,
        0,
        VisitorStatus.USUAL,
        segment,
        ClickAction.VIEW);
  }

  /**
   * Applies the visitor's status and segment. A return to the usual status, or the end of a
   * segment, counts only from the customer who had set it: the cookie may belong to another account
   * by now.
   */
  public void apply(StatusChange change) {
    if (!change.customerId().equals(change.visitor()) && !owner.mayBe(change.customerId())) {
      owner.keep(
          new Owner.Waiting(Hash64.of(change.customerId()), change.status(), change.segment()));
      return;
    }
    long customer = Hash64.of(change.customerId());
    if (change.segment() != null || customer == segmentOf) {
      segment = change.segment();
      segmentOf = customer;
    }
    if (change.status() != VisitorStatus.USUAL || customer == statusOf) {
      status = change.status();
      statusOf = customer;
    }
    if (status == VisitorStatus.OPTED_OUT) {
      recent.clear();
    }
  }

  /**
   * Whether nothing is known of the visitor: nothing that may expire, and neither status nor
   * segment.
   */
  @Override
  public boolean isEmpty() {
    return expiry() == Long.MAX_VALUE && isUsual() && owner.isEmpty();
  }

  /** Whether the visitor has the usual status and no segment. */
  public boolean isUsual() {
    return status == VisitorStatus.USUAL && segment == null;
  }

  /** The visitor's status. */
  public VisitorStatus status() {
    return status;
  }

  /**
   * Drops what has expired at {@code now}: first the session, later the visits and orders kept for
   * retraction, and whose cookie it is. The status stays for as long as the customer's profile
   * does.
   *
   * @return the time of the next call unless an event comes before; {@link Long#MAX_VALUE} if
   *     nothing is left that expires
   */
  public long expire(long now) {
    if (newest != Long.MIN_VALUE && now >= newest + settings.expiryMillis()) {
      rest();
    }
    if (newest == Long.MIN_VALUE && now >= expiry()) {
      visits.clear();
      orders.clear();
      owner.clear();
      erasedUntil = Long.MIN_VALUE;
    }
    return expiry();
  }

  private void rest() {
    ids = new RecentIds(settings.rememberedIds());
    recent.clear();
    newest = Long.MIN_VALUE;
    newestClick = Long.MIN_VALUE;
    session = 0;
    minute = Long.MIN_VALUE;
    eventsInMinute = 0;
  }

  @Override
  public long newest() {
    return newest != Long.MIN_VALUE ? newest : Math.max(taught(), erasedUntil);
  }

  private long taught() {
    return Math.max(visits.newest(), orders.newest());
  }

  /**
   * The time at which {@link #expire} has something to do, unless an event comes before; {@link
   * Long#MAX_VALUE} if nothing is left that expires.
   */
  @Override
  public long expiry() {
    if (newest != Long.MIN_VALUE) {
      return newest + settings.expiryMillis();
    }
    // Purchases of a person's other accounts may be told again long after an erasure.
    long last = Math.max(Math.max(taught(), erasedUntil), owner.since());
    return last == Long.MIN_VALUE ? Long.MAX_VALUE : last + settings.erasure().windowMillis();
  }

  /** The session's items, newest first. */
  public List<String> recent() {
    return List.copyOf(recent);
  }

  private static boolean touches(ClickEvent click) {
    return click.itemId() != null
        && click.action() != ClickAction.IMPRESSION
        && click.action() != ClickAction.SEARCH;
  }

  private boolean withinLimit(long time) {
    long now = Math.floorDiv(time, MINUTE);
    if (now > minute) {
      minute = now;
      eventsInMinute = 0;
    }
    eventsInMinute = Math.min(eventsInMinute + 1, settings.eventsPerMinute() + 1);
    return eventsInMinute <= settings.eventsPerMinute();
  }

  private void continueSession(ClickEvent click) {
    long named = click.sessionId() == null ? 0 : Hash64.of(click.sessionId());
    boolean same =
        (named != 0 && session != 0)
            ? named == session
            : newestClick != Long.MIN_VALUE
                && click.eventTime() - newestClick <= settings.sessionGapMillis();
    if (!same) {
      recent.clear();
    }
    session = named;
  }

  private Visit visit(ClickEvent click) {
    boolean unhurried = withinLimit(click.eventTime());
    boolean person = unhurried && !click.bot() && status != VisitorStatus.OPTED_OUT;
    boolean onSameItem = !recent.isEmpty() && recent.get(0).equals(click.itemId());
    // Adding the item on the page to the cart is no further step of the session.
    boolean step =
        switch (click.action()) {
          case VIEW, RECOMMENDATION_CLICK -> true;
          case ADD_TO_CART, WISH -> !onSameItem;
          default -> false;
        };
    List<String> before =
        List.copyOf(step || !onSameItem ? recent : recent.subList(1, recent.size()));
    if (step && person) {
      visits.add(click.itemId(), click.eventTime(), recent.isEmpty());
      remember(click.itemId());
    }
    return new Visit(
        click.eventId(),
        click.eventTime(),
        click.brokerTime(),
        click.site(),
        click.visitorId(),
        click.customerId(),
        click.itemId(),
        before,
        step && person ? VisitKind.LEARNED : VisitKind.ANSWERED,
        0,
        status,
        status == VisitorStatus.OPTED_OUT ? null : segment,
        click.action());
  }

  private void remember(String itemId) {
    if (recent.size() == settings.window()) {
      recent.remove(recent.size() - 1);
    }
    recent.add(0, itemId);
  }

  /** The packed form of a history. A history read under smaller bounds drops the excess. */
  public static PackedFormat<History> format(HistorySettings settings) {
    return new PackedFormat<>(
        "A visitor's history",
        1,
        () -> new History(settings),
        History::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    long[] hashes = ids.hashes();
    out.writeLong(newest);
    out.writeLong(newestClick);
    out.writeLong(session);
    out.writeLong(minute);
    out.writeVarint(eventsInMinute);
    out.writeVarint(recent.size());
    for (String item : recent) {
      out.writeString(item);
    }
    out.writeLongs(hashes);
    out.writeLongs(copied.hashes());
    out.writeByte(status.code());
    out.writeLong(statusOf);
    visits.write(out);
    orders.write(out);
    out.writeLong(erasedUntil);
    out.writeNullableString(segment);
    if (segment != null) {
      out.writeLong(segmentOf);
    }
    owner.write(out);
  }

  private static History read(PackedReader in, HistorySettings settings) {
    long newest = in.readLong();
    long newestClick = in.readLong();
    long session = in.readLong();
    long minute = in.readLong();
    int eventsInMinute = in.readVarint();
    List<String> recent = new ArrayList<>();
    for (int i = in.readVarint(); i > 0; i--) {
      recent.add(in.readString());
    }
    History history = new History(settings, RecentIds.of(settings.rememberedIds(), in.readLongs()));
    history.copied = RecentIds.of(COPIED_IDS, in.readLongs());
    history.newest = newest;
    history.newestClick = newestClick;
    history.session = session;
    history.minute = minute;
    history.eventsInMinute = eventsInMinute;
    history.status = VisitorStatus.of(in.readByte());
    history.statusOf = in.readLong();
    history.visits = PackedTrail.read(in, settings.erasure().visits());
    history.orders = PackedTrail.read(in, settings.erasure().orders());
    history.erasedUntil = in.readLong();
    history.segment = in.readNullableString();
    history.segmentOf = history.segment == null ? 0 : in.readLong();
    history.owner.read(in);
    history.recent.addAll(recent.subList(0, Math.min(recent.size(), settings.window())));
    return history;
  }
}
