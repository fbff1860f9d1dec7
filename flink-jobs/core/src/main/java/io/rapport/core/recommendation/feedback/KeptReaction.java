package io.rapport.core.recommendation.feedback;

import io.rapport.core.hash.Hash64;
import java.util.Comparator;

/** A reaction as {@link FeedbackJoin} keeps it, with hashes in place of names. */
final class KeptReaction {

  /** Orders by time; at the same time impressions and clicks come before purchases. */
  static final Comparator<KeptReaction> BY_TIME =
      Comparator.comparingLong(KeptReaction::time).thenComparing(KeptReaction::isPurchase);

  private final long list; // hash of the recommendation; 0 if not given
  private final long item;
  private final Reaction.Kind kind;
  private final long time;
  private boolean settled; // its counterpart was counted and dropped: it joins no other

  KeptReaction(long list, long item, Reaction.Kind kind, long time) {
    this.list = list;
    this.item = item;
    this.kind = kind;
    this.time = time;
  }

  static KeptReaction of(Reaction reaction) {
    String list = reaction.recommendationId();
    return new KeptReaction(
        list == null ? 0 : Hash64.of(list),
        Hash64.of(reaction.itemId()),
        reaction.kind(),
        reaction.time());
  }

  long list() {
    return list;
  }

  long item() {
    return item;
  }

  Reaction.Kind kind() {
    return kind;
  }

  long time() {
    return time;
  }

  boolean isPurchase() {
    return kind == Reaction.Kind.BOUGHT;
  }

  boolean isSettled() {
    return settled;
  }

  void settle() {
    settled = true;
  }
}
