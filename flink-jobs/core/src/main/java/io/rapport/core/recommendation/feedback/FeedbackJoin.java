package io.rapport.core.recommendation.feedback;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one join of a visitor's impressions, clicks and purchases, by event time, whatever came
 * first. Learning, experiments and the click-through rate all read it: {@link #react} tells at once
 * what an event adds to the items shown, clicked and bought; {@link #pass} judges the
 * recommendations of the learning share when their window is over. Of all other recommendations
 * only hashes are kept. Bounded by the settings; not thread-safe.
 */
public final class FeedbackJoin {

  private static final int SETTLED = 4; // beside the code of a kind

  private final FeedbackSettings settings;
  private final Deque<LoggedRecommendation> lists = new ArrayDeque<>(); // oldest first
  private final List<KeptReaction> reactions = new ArrayList<>(); // to the share, and purchases
  private final List<KeptReaction> shown = new ArrayList<>(); // of other recommendations

  public FeedbackJoin(FeedbackSettings settings) {
    this.settings = settings;
  }

  /**
   * Follows a recommendation of the learning share.
   *
   * @return what has to be judged early to make room, or null
   */
  public Judgement follow(LoggedRecommendation list) {
    if (!BlendExample.isReadable(list.features())) {
      return null; // On its way since before an upgrade.
    }
    LoggedRecommendation early = lists.size() == settings.lists() ? lists.poll() : null;
    lists.add(list);
    return early == null ? null : judge(early);
  }

  /**
   * Joins an event with those before it, and keeps it to be joined with those to come. A purchase
   * by somebody of whom nothing else is kept has nothing to be joined to, and is not kept.
   *
   * @return what the event adds: an item shown, an item clicked, or items now known to be bought
   *     because they were shown or clicked
   */
  public ShownOutcome react(Reaction reaction) {
    boolean bought = reaction.kind() == Reaction.Kind.BOUGHT;
    boolean joinable = reaction.itemId() != null && !(bought && isEmpty());
    return new ShownOutcome(
        reaction.site(),
        reaction.visitorKey(),
        reaction.kind() == Reaction.Kind.SHOWN ? 1 : 0,
        reaction.kind() == Reaction.Kind.CLICKED ? 1 : 0,
        joinable ? join(reaction) : 0);
  }

  private int join(Reaction reaction) {
    KeptReaction kept = KeptReaction.of(reaction);
    if (kept.isPurchase() || isOfShare(reaction)) {
      if (reactions.size() == settings.reactions()) {
        remove(reactions, 0);
      }
      return add(kept, reactions);
    }
    if (shown.size() == settings.shownItems()) {
      remove(shown, leastNeeded());
    }
    return add(kept, shown);
  }

  private boolean isOfShare(Reaction reaction) {
    return reaction.recommendationId() != null && settings.includes(reaction.recommendationId());
  }

  /** Returns by how much the item's conversions grow, which is never negative. */
  private int add(KeptReaction kept, List<KeptReaction> to) {
    int before = conversions(kept.item()).size();
    to.add(kept);
    return conversions(kept.item()).size() - before;
  }

  /** The oldest of those of an item that was shown again since; else the oldest of all. */
  private int leastNeeded() {
    for (int i = 0; i < shown.size(); i++) {
      for (int j = i + 1; j < shown.size(); j++) {
        if (shown.get(j).item() == shown.get(i).item()) {
          return i;
        }
      }
    }
    return 0;
  }

  /** A purchase, and what of the same item was shown or clicked last before it. */
  private record Conversion(KeptReaction exposure, KeptReaction purchase) {}

  /**
   * The purchases of an item that came within the window after it was shown or clicked. A purchase
   * uses up all exposures before it: the next one counts only if the item was shown again. So there
   * are never fewer of them when more is known, and as many in any order of arrival.
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
    for (KeptReaction reaction : reactions) {
      if (reaction.item() == item && reaction.isPurchase()) {
        return true;
      }
    }
    return false;
  }

  private List<KeptReaction> ofItem(long item) {
    return Stream.concat(reactions.stream(), shown.stream())
        .filter(reaction -> reaction.item() == item)
        .sorted(KeptReaction.BY_TIME)
        .toList();
  }

  /** Forgets a reaction so that what was counted with it is not counted again. */
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
      settleExposures(reactions, gone);
      settleExposures(shown, gone);
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

  /** Judges the lists whose time is over, and forgets what can be joined to nothing any more. */
  public List<Judgement> pass(long now) {
    List<Judgement> judged = new ArrayList<>();
    lists.removeIf(
        list -> {
          boolean over = list.time() + settings.windowMillis() <= now;
          Judgement judgement = over ? judge(list) : null;
          if (judgement != null) {
            judged.add(judgement);
          }
          return over;
        });
    expire(shown, now);
    expire(reactions, now);
    return judged;
  }

  private void expire(List<KeptReaction> among, long now) {
    long last = now - settings.windowMillis();
    if (reactions.stream().anyMatch(KeptReaction::isPurchase)) {
      among.stream().filter(reaction -> reaction.time() <= last).forEach(this::settle);
    }
    among.removeIf(reaction -> reaction.time() <= last);
  }

  /**
   * When {@link #pass} has something to do, or {@link Long#MAX_VALUE} when nothing is kept.
   * Reactions wait for the last of them, so that they do not ask for a call each.
   */
  public long due() {
    long first = Long.MAX_VALUE;
    for (LoggedRecommendation list : lists) {
      first = Math.min(first, list.time());
    }
    long newest = Math.max(newest(reactions), newest(shown));
    if (newest != Long.MIN_VALUE) {
      first = Math.min(first, newest);
    }
    return first == Long.MAX_VALUE ? first : first + settings.windowMillis();
  }

  private static long newest(List<KeptReaction> among) {
    long newest = Long.MIN_VALUE;
    for (KeptReaction reaction : among) {
      newest = Math.max(newest, reaction.time());
    }
    return newest;
  }

  private boolean isEmpty() {
    return lists.isEmpty() && reactions.isEmpty() && shown.isEmpty();
  }

  /** Null for a list of which nothing was seen. */
  private Judgement judge(LoggedRecommendation list) {
    int n = list.items().size();
    boolean[] seen = new boolean[n];
    boolean[] clicked = new boolean[n];
    boolean[] bought = new boolean[n];
    boolean any = false;
    long id = Hash64.of(list.recommendationId());
    long[] items = list.items().stream().mapToLong(Hash64::of).toArray();
    for (KeptReaction reaction : reactions) {
      boolean meant = reaction.isPurchase() || reaction.list() == id;
      long passed = reaction.time() - list.time();
      for (int slot = 0; meant && slot < n; slot++) {
        if (items[slot] == reaction.item() && passed >= 0 && passed <= settings.windowMillis()) {
          // Whoever clicks an item has seen it, even where the website did not say so.
          seen[slot] |= !reaction.isPurchase();
          clicked[slot] |= reaction.kind() == Reaction.Kind.CLICKED;
          bought[slot] |= reaction.isPurchase();
          any |= seen[slot];
        }
      }
    }
    return any ? new Judgement(list, seen, clicked, bought) : null;
  }

  /** The packed form; what is beyond the settings' bounds goes first, oldest first. */
  public static PackedFormat<FeedbackJoin> format(FeedbackSettings settings) {
    return new PackedFormat<>(
        "What a visitor does with recommendations",
        1,
        () -> new FeedbackJoin(settings),
        FeedbackJoin::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeVarint(lists.size());
    for (LoggedRecommendation list : lists) {
      out.writeString(list.site());
      out.writeString(list.visitor());
      out.writeString(list.recommendationId());
      out.writeLong(list.time());
      out.writeVarint(list.items().size());
      list.items().forEach(out::writeString);
      out.writeBlock(list.features());
    }
    write(reactions, out);
    write(shown, out);
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

  private static FeedbackJoin read(PackedReader in, FeedbackSettings settings) {
    FeedbackJoin join = new FeedbackJoin(settings);
    for (int n = in.readVarint(); n > 0; n--) {
      String site = in.readString();
      String visitor = in.readString();
      String id = in.readString();
      long time = in.readLong();
      List<String> items = new ArrayList<>();
      for (int i = in.readVarint(); i > 0; i--) {
        items.add(in.readString());
      }
      byte[] features = in.readBlock();
      if (n <= settings.lists() && BlendExample.isReadable(features)) {
        join.lists.add(new LoggedRecommendation(site, visitor, id, time, items, features));
      }
    }
    read(in, join.reactions);
    read(in, join.shown);
    while (join.reactions.size() > settings.reactions()) {
      join.remove(join.reactions, 0);
    }
    while (join.shown.size() > settings.shownItems()) {
      join.remove(join.shown, join.leastNeeded());
    }
    return join;
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
