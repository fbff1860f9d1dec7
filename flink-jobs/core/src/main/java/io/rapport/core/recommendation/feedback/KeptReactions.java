package io.rapport.core.recommendation.feedback;

import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The impressions, clicks and purchases of one visitor that may still be joined, and the
 * conversions among them. Bounded by the settings; not thread-safe.
 */
final class KeptReactions {

  private static final int SETTLED = 4; // beside the code of a kind

  private final FeedbackSettings settings;
  private final List<KeptReaction> toShare =
      new ArrayList<>(); // and purchases; in order of arrival
  private final List<KeptReaction> toOthers =
      new ArrayList<>(); // to lists outside the learning share

  KeptReactions(FeedbackSettings settings) {
    this.settings = settings;
  }

  /** The reactions to recommendations of the learning share, and all purchases. */
  List<KeptReaction> toShare() {
    return toShare;
  }

  boolean isEmpty() {
    return toShare.isEmpty() && toOthers.isEmpty();
  }

  /** The time of the newest reaction; there must be one. */
  long newest() {
    return Math.max(newest(toShare), newest(toOthers));
  }

  private static long newest(List<KeptReaction> among) {
    long newest = Long.MIN_VALUE;
    for (KeptReaction reaction : among) {
      newest = Math.max(newest, reaction.time());
    }
    return newest;
  }

  /**
   * Keeps a reaction.
   *
   * @return the number of conversions that it adds to its item
   */
  int add(Reaction reaction) {
    KeptReaction kept = KeptReaction.of(reaction);
    if (kept.isPurchase() || isOfShare(reaction)) {
      if (toShare.size() == settings.reactions()) {
        remove(toShare, 0);
      }
      return add(kept, toShare);
    }
    if (toOthers.size() == settings.shownItems()) {
      remove(toOthers, leastNeeded());
    }
    return add(kept, toOthers);
  }

  private boolean isOfShare(Reaction reaction) {
    return reaction.recommendationId() != null && settings.includes(reaction.recommendationId());
  }

  /**
   * Adds a reaction; returns the number of conversions that it adds to its item, never negative.
   */
  private int add(KeptReaction kept, List<KeptReaction> to) {
    int before = conversions(kept.item()).size();
    to.add(kept);
    return conversions(kept.item()).size() - before;
  }

  /** The oldest reaction to an item that has a later one; else the oldest of all. */
  private int leastNeeded() {
    for (int i = 0; i < toOthers.size(); i++) {
      for (int j = i + 1; j < toOthers.size(); j++) {
        if (toOthers.get(j).item() == toOthers.get(i).item()) {
          return i;
        }
      }
    }
    return 0;
  }

  /** A purchase with the last impression or click of the same item before it. */
  private record Conversion(KeptReaction exposure, KeptReaction purchase) {}

  /**
   * The conversions of an item: purchases within the window after an impression or click. A
   * purchase uses up all exposures before it: the next one counts only after another exposure. So
   * the number never falls as events arrive, and does not depend on their order.
   */
  private List<Conversion> conversions(long item) {
    if (!isBought(item)) {
      return List.of();
    }
    List<Conversion> conversions = new ArrayList<>();
    KeptReaction open = null;
    for (KeptReaction reaction : ofItem(item)) {
      if (!reaction.isPurchase()) {
        open = reaction.isSettled() ? open : reaction;
      } else if (reaction.isSettled()) {
        open = null;
      } else if (open != null && reaction.time() - open.time() <= settings.windowMillis()) {
        conversions.add(new Conversion(open, reaction));
        open = null;
      }
    }
    return conversions;
  }

  private boolean isBought(long item) {
    for (KeptReaction reaction : toShare) {
      if (reaction.item() == item && reaction.isPurchase()) {
        return true;
      }
    }
    return false;
  }

  private List<KeptReaction> ofItem(long item) {
    return Stream.concat(toShare.stream(), toOthers.stream())
        .filter(reaction -> reaction.item() == item)
        .sorted(KeptReaction.BY_TIME)
        .toList();
  }

  /** Removes a reaction and marks its counterparts, so that they are not counted again. */
  private void remove(List<KeptReaction> from, int at) {
    settle(from.get(at));
    from.remove(at);
  }

  private void settle(KeptReaction gone) {
    boolean used = gone.isPurchase() && gone.isSettled();
    for (Conversion conversion : conversions(gone.item())) {
      if (conversion.exposure() == gone) {
        conversion.purchase().settle();
      }
      used |= conversion.purchase() == gone;
    }
    if (used) {
      settleExposures(toShare, gone);
      settleExposures(toOthers, gone);
    }
  }

  private static void settleExposures(List<KeptReaction> among, KeptReaction purchase) {
    for (KeptReaction reaction : among) {
      if (reaction.item() == purchase.item()
          && !reaction.isPurchase()
          && reaction.time() <= purchase.time()) {
        reaction.settle();
      }
    }
  }

  /** The time for which a reaction is kept: a purchase of its window may arrive late. */
  long keptMillis() {
    return settings.windowMillis() + settings.allowedLatenessMillis();
  }

  /** Drops reactions that no event within the allowed lateness can join. */
  void expire(long now) {
    expire(toOthers, now);
    expire(toShare, now);
  }

  private void expire(List<KeptReaction> among, long now) {
    long last = now - keptMillis();
    if (toShare.stream().anyMatch(KeptReaction::isPurchase)) {
      among.stream().filter(reaction -> reaction.time() <= last).forEach(this::settle);
    }
    among.removeIf(reaction -> reaction.time() <= last);
  }

  void write(PackedWriter out) {
    write(toShare, out);
    write(toOthers, out);
  }

  private static void write(List<KeptReaction> kept, PackedWriter out) {
    out.writeVarint(kept.size());
    for (KeptReaction reaction : kept) {
      out.writeLong(reaction.list());
      out.writeLong(reaction.item());
      out.writeByte(reaction.kind().code() + (reaction.isSettled() ? SETTLED : 0));
      out.writeLong(reaction.time());
    }
  }

  /** Reads the output of {@link #write}, cut to the settings' bounds. */
  static KeptReactions read(PackedReader in, FeedbackSettings settings) {
    KeptReactions kept = new KeptReactions(settings);
    read(in, kept.toShare);
    read(in, kept.toOthers);
    while (kept.toShare.size() > settings.reactions()) {
      kept.remove(kept.toShare, 0);
    }
    while (kept.toOthers.size() > settings.shownItems()) {
      kept.remove(kept.toOthers, kept.leastNeeded());
    }
    return kept;
  }

  private static void read(PackedReader in, List<KeptReaction> into) {
    for (int n = in.readVarint(); n > 0; n--) {
      long list = in.readLong();
      long item = in.readLong();
      int code = in.readByte();
      KeptReaction kept =
          new KeptReaction(list, item, Reaction.Kind.of(code & (SETTLED - 1)), in.readLong());
      if ((code & SETTLED) != 0) {
        kept.settle();
      }
      into.add(kept);
    }
  }
}
