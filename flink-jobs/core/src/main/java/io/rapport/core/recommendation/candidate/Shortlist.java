package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.Hash64;
import io.rapport.core.hash.HashRing;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.recommendation.visit.History;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The ranking state of one visitor: the replies of the items last visited, the items last touched,
 * those bought and those seen. Replies may arrive in any order: they are kept by item, and the
 * visit gives the order of the items. Not thread-safe.
 */
public final class Shortlist implements Expiring {

  private final RankingSettings settings;
  private final List<Answer> answers; // the latest first
  private BoughtItems bought;
  private PersonItems elsewhere; // bought by other accounts of the visitor's person
  private HashRing seen;
  private TouchedItems touched;
  private long newest = Long.MIN_VALUE;
  private long erasedUntil = Long.MIN_VALUE; // event time up to which events are ignored

  /** The reply of an item as of a time, packed by {@link ReplyWriter}. */
  @SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
  private record Answer(long item, long time, byte[] neighbours) {}

  public Shortlist(RankingSettings settings) {
    this(settings, new BoughtItems(settings.boughtItems()), new HashRing(settings.seenItems()));
  }

  private Shortlist(RankingSettings settings, BoughtItems bought, HashRing seen) {
    this.settings = settings;
    this.answers = new ArrayList<>(settings.cachedReplies() + 1);
    this.bought = bought;
    this.elsewhere = new PersonItems(settings.boughtItems());
    this.seen = seen;
    this.touched = new TouchedItems(settings.touchedItems());
  }

  /**
   * Keeps the reply of the item visited.
   *
   * @param neighbours packed by {@link ReplyWriter}; must not change afterwards
   */
  public void keep(Visit visit, byte[] neighbours) {
    keep(visit, neighbours, false);
  }

  /**
   * As {@link #keep(Visit, byte[])}.
   *
   * @param remembering whether the site's rules need the items seen, though the settings do not
   */
  public void keep(Visit visit, byte[] neighbours, boolean remembering) {
    if (visit.eventTime() <= erasedUntil) {
      return; // In transit when the visitor was erased.
    }
    long item = Hash64.of(visit.itemId());
    newest = Math.max(newest, visit.eventTime());
    touched.touch(visit);
    if (remembering || settings.seenFilter() == SeenFilter.ALL) {
      seen.add(item);
    }
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).item() == item) {
        if (answers.get(i).time() > visit.eventTime()) {
          return;
        }
        answers.remove(i);
        break;
      }
    }
    answers.add(0, new Answer(item, visit.eventTime(), neighbours));
    if (answers.size() > settings.cachedReplies()) {
      answers.remove(answers.size() - 1);
    }
  }

  /** Erases everything, and ignores messages in transit about events up to a time. */
  public void erase(long until) {
    pass(until, History.UNKNOWN_OWNER);
    elsewhere.clear();
  }

  /**
   * Begins anew with another user of the cookie. What other accounts have bought stays, and counts
   * if they are of the same person.
   *
   * @param until event time up to which messages in transit are ignored
   * @param user hash of the account
   */
  public void pass(long until, long user) {
    elsewhere.pass(user);
    answers.clear();
    bought = new BoughtItems(settings.boughtItems());
    seen = new HashRing(settings.seenItems());
    touched.clear();
    newest = until;
    erasedUntil = until;
  }

  /**
   * Learns who uses the cookie, which was not known any more, or not yet. Begins anew if it was
   * another one.
   *
   * @param until event time up to which messages in transit are ignored then
   * @param user hash of the account
   * @return whether it began anew
   */
  public boolean recognise(long until, long user) {
    newest = Math.max(newest, until);
    if (elsewhere.isUsedByOtherThan(user)) {
      pass(until, user);
      return true;
    }
    elsewhere.pass(user);
    return false;
  }

  /** Applies a purchase or a return. */
  public void apply(PurchasedItems purchase) {
    newest = Math.max(newest, purchase.time());
    for (PurchaseLine line : purchase.lines()) {
      long item = Hash64.of(line.itemId());
      bought.add(item, purchase.sign() * line.quantity());
      touched.release(item);
    }
  }

  /** Applies what another account of the visitor's person has bought. */
  public void apply(SharedItems shared) {
    for (PurchasedItems purchase : shared.purchases()) {
      newest = Math.max(newest, purchase.time());
    }
    elsewhere.put(shared);
  }

  /** Whether there has been no message yet. */
  public boolean isNew() {
    return newest == Long.MIN_VALUE;
  }

  /** The packed reply of an item, or null. */
  public byte[] neighbours(long item) {
    for (Answer answer : answers) {
      if (answer.item() == item) {
        return answer.neighbours();
      }
    }
    return null;
  }

  /** The items touched last. */
  public List<TouchedItems.Touched> touched() {
    return touched.items();
  }

  /** Whether the visitor, or another account of the same person, has bought an item. */
  public boolean bought(long item) {
    return bought.contains(item) || elsewhere.contains(item);
  }

  /** Whether an item is among the remembered items seen. */
  public boolean seen(long item) {
    return seen.contains(item) || touched.contains(item);
  }

  /**
   * Drops what has expired at {@code now}.
   *
   * @return the time of the next call unless an event comes before; {@link Long#MAX_VALUE} if
   *     nothing is left
   */
  public long expire(long now) {
    if (now >= newest + settings.repliesExpiryMillis()) {
      answers.clear();
    }
    if (now >= newest + settings.touchedExpiryMillis()) {
      touched.clear();
    }
    boolean nothing = answers.isEmpty() && touched.isEmpty() && !isLasting();
    return nothing || now >= newest + settings.expiryMillis() ? Long.MAX_VALUE : expiry();
  }

  private boolean isLasting() {
    return !bought.isEmpty() || !elsewhere.isEmpty() || seen.toArray().length > 0;
  }

  @Override
  public long newest() {
    return newest;
  }

  /** The time at which {@link #expire} has something to do, unless an event comes before. */
  @Override
  public long expiry() {
    if (answers.isEmpty() && !touched.isEmpty()) {
      return newest + Math.min(settings.touchedExpiryMillis(), settings.expiryMillis());
    }
    boolean lastingOnly = answers.isEmpty() && isLasting();
    return newest + (lastingOnly ? settings.expiryMillis() : settings.repliesExpiryMillis());
  }

  /** The packed form of a shortlist. A shortlist read under smaller bounds drops the excess. */
  public static PackedFormat<Shortlist> format(RankingSettings settings) {
    return new PackedFormat<>(
        "A visitor's shortlist",
        1,
        () -> new Shortlist(settings),
        Shortlist::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(newest);
    bought.write(out);
    out.writeLongs(seen.toArray());
    out.writeVarint(answers.size());
    for (Answer answer : answers) {
      out.writeLong(answer.item());
      out.writeLong(answer.time());
      out.writeBlock(answer.neighbours());
    }
    out.writeLong(erasedUntil);
    touched.write(out);
    elsewhere.write(out);
  }

  private static Shortlist read(PackedReader in, RankingSettings settings) {
    long newest = in.readLong();
    BoughtItems bought = BoughtItems.read(in, settings.boughtItems());
    HashRing seen = new HashRing(settings.seenItems(), in.readLongs());
    Shortlist list = new Shortlist(settings, bought, seen);
    list.newest = newest;
    for (int i = 0, n = in.readVarint(); i < n; i++) {
      Answer answer = new Answer(in.readLong(), in.readLong(), in.readBlock());
      if (i < settings.cachedReplies()) {
        list.answers.add(answer);
      }
    }
    list.erasedUntil = in.readLong();
    list.touched = TouchedItems.read(in, settings.touchedItems());
    list.elsewhere = PersonItems.read(in, settings.boughtItems());
    return list;
  }
}
