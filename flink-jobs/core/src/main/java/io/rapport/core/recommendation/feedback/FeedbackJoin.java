package io.rapport.core.recommendation.feedback;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
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
 * One visitor's recommendations that are followed, and what was done with them: joined by event
 * time, whatever came first. Not thread-safe.
 */
public final class FeedbackJoin implements Expiring {

  private final FeedbackSettings settings;
  private final Deque<LoggedRecommendation> lists = new ArrayDeque<>(); // oldest first
  private final Deque<Kept> reactions = new ArrayDeque<>(); // as they came

  /** A reaction as it is kept; the recommendation's hash is 0 where it is not told. */
  private record Kept(long list, long item, Reaction.Kind kind, long time) {}

  public FeedbackJoin(FeedbackSettings settings) {
    this.settings = settings;
  }

  /**
   * Follows a recommendation.
   *
   * @return what has to be judged early to make room, or null
   */
  public Judgement follow(LoggedRecommendation list) {
    LoggedRecommendation early = lists.size() == settings.lists() ? lists.poll() : null;
    lists.add(list);
    return early == null ? null : judge(early);
  }

  /** Remembers what was done. A purchase with nothing to join it to is not remembered. */
  public void react(Reaction reaction) {
    if (reaction.recommendationId() == null && lists.isEmpty() && reactions.isEmpty()) {
      return;
    }
    if (reactions.size() == settings.reactions()) {
      reactions.poll();
    }
    reactions.add(
        new Kept(
            reaction.recommendationId() == null ? 0 : Hash64.of(reaction.recommendationId()),
            Hash64.of(reaction.itemId()),
            reaction.kind(),
            reaction.time()));
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
    reactions.removeIf(reaction -> reaction.time() + settings.windowMillis() <= now);
    return judged;
  }

  @Override
  public boolean isEmpty() {
    return lists.isEmpty() && reactions.isEmpty();
  }

  /** When {@link #pass} has something to do, or {@link Long#MAX_VALUE} when nothing is kept. */
  @Override
  public long expiry() {
    long first = Long.MAX_VALUE;
    for (LoggedRecommendation list : lists) {
      first = Math.min(first, list.time());
    }
    for (Kept reaction : reactions) {
      first = Math.min(first, reaction.time());
    }
    return first == Long.MAX_VALUE ? first : first + settings.windowMillis();
  }

  /** Null for a list of which nothing was seen. */
  private Judgement judge(LoggedRecommendation list) {
    int n = list.items().size();
    boolean[] shown = new boolean[n];
    boolean[] clicked = new boolean[n];
    boolean[] bought = new boolean[n];
    boolean seen = false;
    long id = Hash64.of(list.recommendationId());
    long[] items = list.items().stream().mapToLong(Hash64::of).toArray();
    for (Kept reaction : reactions) {
      boolean meant = reaction.list == id || reaction.list == 0;
      long passed = reaction.time - list.time();
      for (int slot = 0; meant && slot < n; slot++) {
        if (items[slot] == reaction.item && passed >= 0 && passed <= settings.windowMillis()) {
          // Whoever clicks an item has seen it, even where the website did not say so.
          shown[slot] |= reaction.kind != Reaction.Kind.BOUGHT;
          clicked[slot] |= reaction.kind == Reaction.Kind.CLICKED;
          bought[slot] |= reaction.kind == Reaction.Kind.BOUGHT;
          seen |= shown[slot];
        }
      }
    }
    return seen ? new Judgement(list, shown, clicked, bought) : null;
  }

  private static int code(Reaction.Kind kind) {
    return switch (kind) {
      case SHOWN -> 0;
      case CLICKED -> 1;
      case BOUGHT -> 2;
    };
  }

  private static Reaction.Kind kind(int code) {
    return switch (code) {
      case 0 -> Reaction.Kind.SHOWN;
      case 1 -> Reaction.Kind.CLICKED;
      case 2 -> Reaction.Kind.BOUGHT;
      default -> throw new IllegalStateException("no kind of reaction: " + code);
    };
  }

  /** The packed form of a join; of one read, what is beyond the settings' bounds goes first. */
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
    out.writeVarint(reactions.size());
    for (Kept reaction : reactions) {
      out.writeLong(reaction.list);
      out.writeLong(reaction.item);
      out.writeByte(code(reaction.kind));
      out.writeLong(reaction.time);
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
      if (n <= settings.lists()) {
        join.lists.add(new LoggedRecommendation(site, visitor, id, time, items, features));
      }
    }
    for (int n = in.readVarint(); n > 0; n--) {
      long list = in.readLong();
      long item = in.readLong();
      Reaction.Kind kind = kind(in.readByte());
      long time = in.readLong();
      if (n <= settings.reactions()) {
        join.reactions.add(new Kept(list, item, kind, time));
      }
    }
    return join;
  }
}
