package io.rapport.core.recommendation;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.RecentIds;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * One visitor's way through the shop: the items of the session, the event ids already seen, and how
 * busy the visitor is. Not thread-safe.
 */
public final class History {

  private static final int VERSION = 1;
  private static final long MINUTE = 60_000;

  private final HistorySettings settings;
  private final RecentIds ids;
  private final List<String> recent; // newest first
  private long newest = Long.MIN_VALUE; // event time of the newest event of any kind
  private long newestClick = Long.MIN_VALUE;
  private long session; // hash of the website's session id; 0 when it gives none
  private long minute = Long.MIN_VALUE;
  private int eventsInMinute;

  public History(HistorySettings settings) {
    this(settings, new RecentIds(settings.rememberedIds()));
  }

  private History(HistorySettings settings, RecentIds ids) {
    this.settings = settings;
    this.ids = ids;
    this.recent = new ArrayList<>(settings.window());
  }

  /**
   * Takes a click in. A click older than the newest by more than the allowed lateness is late: the
   * order of a session's items matters. Within it, events count in the order they arrive.
   */
  public Step apply(ClickEvent click) {
    if (ids.seen(click.eventId())) {
      return Step.without(Outcome.DUPLICATE);
    }
    if (newestClick != Long.MIN_VALUE
        && newestClick - click.eventTime() > settings.allowedLatenessMillis()) {
      return Step.without(Outcome.LATE);
    }
    continueSession(click);
    newestClick = Math.max(newestClick, click.eventTime());
    newest = Math.max(newest, click.eventTime());
    return new Step(Outcome.PROCESSED, touches(click) ? visit(click) : null);
  }

  /** Takes a purchase in; never late, because what was bought has no order. */
  public Outcome apply(PurchaseEvent purchase) {
    // Producers number clicks and purchases apart.
    if (ids.seen("purchase/" + purchase.eventId())) {
      return Outcome.DUPLICATE;
    }
    newest = Math.max(newest, purchase.eventTime());
    return Outcome.PROCESSED;
  }

  /** When the history is to be forgotten unless something happens before. */
  public long expiry() {
    return newest + settings.expiryMillis();
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
    long named = click.sessionId() == null ? 0 : ItemHash.of(click.sessionId());
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
    boolean person = unhurried && !click.bot();
    boolean onSameItem = !recent.isEmpty() && recent.get(0).equals(click.itemId());
    // Putting the item on the page into the cart is no further step on the way.
    boolean step =
        switch (click.action()) {
          case VIEW, RECOMMENDATION_CLICK -> true;
          case ADD_TO_CART, WISH -> !onSameItem;
          default -> false;
        };
    List<String> before =
        List.copyOf(step || !onSameItem ? recent : recent.subList(1, recent.size()));
    if (step && person) {
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
        step && person,
        0);
  }

  private void remember(String itemId) {
    if (recent.size() == settings.window()) {
      recent.remove(recent.size() - 1);
    }
    recent.add(0, itemId);
  }

  /** Packed; read back by {@link #fromBytes}. */
  public byte[] toBytes() {
    long[] hashes = ids.hashes();
    PackedWriter out = new PackedWriter(64 + 8 * hashes.length + 16 * recent.size());
    out.writeByte(VERSION);
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
    return out.toBytes();
  }

  /** The history packed by {@link #toBytes}, cut to the settings' bounds. */
  public static History fromBytes(byte[] bytes, HistorySettings settings) {
    PackedReader in = PackedReader.open(bytes, VERSION, "A visitor's history");
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
    history.newest = newest;
    history.newestClick = newestClick;
    history.session = session;
    history.minute = minute;
    history.eventsInMinute = eventsInMinute;
    history.recent.addAll(recent.subList(0, Math.min(recent.size(), settings.window())));
    return history;
  }
}
