package io.rapport.core.recommendation.feedback;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The join of a visitor's impressions, clicks and purchases by event time, in any order of arrival.
 * Learning, experiments and the click-through rate all read it. {@link #react} returns at once what
 * an event adds to the items shown, clicked and bought; {@link #pass} judges the recommendations of
 * the learning share when their window is over. Of all other recommendations only hashes are kept.
 * Bounded by the settings; not thread-safe.
 */
public final class FeedbackJoin implements Expiring {

  private final FeedbackSettings settings;
  private final Deque<LoggedRecommendation> lists = new ArrayDeque<>(); // oldest first
  private final KeptReactions reactions;

  public FeedbackJoin(FeedbackSettings settings) {
    this(settings, new KeptReactions(settings));
  }

  private FeedbackJoin(FeedbackSettings settings, KeptReactions reactions) {
    this.settings = settings;
    this.reactions = reactions;
  }

  /**
   * Follows a recommendation of the learning share; one of other features, logged by another
   * version of the program, is ignored.
   *
   * @return the judgement of the oldest recommendation, if it had to make room and was seen; else
   *     null
   */
  public Judgement follow(LoggedRecommendation list) {
    if (!BlendExample.isReadable(list.features())) {
      return null;
    }
    LoggedRecommendation early = lists.size() == settings.lists() ? lists.poll() : null;
    lists.add(list);
    return early == null ? null : judge(early);
  }

  /**
   * Joins an event with earlier ones and keeps it for later ones. A purchase by a visitor without
   * any kept recommendation or reaction has nothing to join and is not kept.
   *
   * @return the items that the event adds: one shown, one clicked, or those now known to be bought
   *     after they were shown or clicked
   */
  public ShownOutcome react(Reaction reaction) {
    boolean bought = reaction.kind() == Reaction.Kind.BOUGHT;
    boolean alone = lists.isEmpty() && reactions.isEmpty();
    boolean joinable = reaction.itemId() != null && !(bought && alone);
    return new ShownOutcome(
        reaction.site(),
        reaction.visitorKey(),
        reaction.kind() == Reaction.Kind.SHOWN ? 1 : 0,
        reaction.kind() == Reaction.Kind.CLICKED ? 1 : 0,
        joinable ? reactions.add(reaction) : 0);
  }

  /** Judges the lists whose window is over, and drops reactions that can no longer join. */
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
    reactions.expire(now);
    return judged;
  }

  @Override
  public boolean isEmpty() {
    return lists.isEmpty() && reactions.isEmpty();
  }

  @Override
  public long newest() {
    long newest = reactions.isEmpty() ? Long.MIN_VALUE : reactions.newest();
    for (LoggedRecommendation list : lists) {
      newest = Math.max(newest, list.time());
    }
    return newest;
  }

  /**
   * The time at which {@link #pass} has something to do; {@link Long#MAX_VALUE} when nothing is
   * kept. Reactions wait for the newest of them, so that they share one call.
   */
  @Override
  public long expiry() {
    long first = Long.MAX_VALUE;
    for (LoggedRecommendation list : lists) {
      first = Math.min(first, list.time() + settings.windowMillis());
    }
    if (!reactions.isEmpty()) {
      first = Math.min(first, reactions.newest() + reactions.keptMillis());
    }
    return first;
  }

  /** The judgement of a list; null if none of its items was seen. */
  private Judgement judge(LoggedRecommendation list) {
    int n = list.items().size();
    boolean[] seen = new boolean[n];
    boolean[] clicked = new boolean[n];
    boolean[] bought = new boolean[n];
    boolean any = false;
    long id = Hash64.of(list.recommendationId());
    long[] items = list.items().stream().mapToLong(Hash64::of).toArray();
    for (KeptReaction reaction : reactions.toShare()) {
      boolean meant = reaction.isPurchase() || reaction.list() == id;
      long passed = reaction.time() - list.time();
      for (int slot = 0; meant && slot < n; slot++) {
        if (items[slot] == reaction.item() && passed >= 0 && passed <= settings.windowMillis()) {
          // A click implies an impression, even if the website did not report one.
          seen[slot] |= !reaction.isPurchase();
          clicked[slot] |= reaction.kind() == Reaction.Kind.CLICKED;
          bought[slot] |= reaction.isPurchase();
          any |= seen[slot];
        }
      }
    }
    return any ? new Judgement(list, seen, clicked, bought) : null;
  }

  /** The packed form. A join read under smaller bounds drops the oldest. */
  public static PackedFormat<FeedbackJoin> format(FeedbackSettings settings) {
    return new PackedFormat<>(
        "A visitor's feedback",
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
    reactions.write(out);
  }

  private static FeedbackJoin read(PackedReader in, FeedbackSettings settings) {
    List<LoggedRecommendation> lists = new ArrayList<>();
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
        lists.add(new LoggedRecommendation(site, visitor, id, time, items, features));
      }
    }
    FeedbackJoin join = new FeedbackJoin(settings, KeptReactions.read(in, settings));
    join.lists.addAll(lists);
    return join;
  }
}
