package io.rapport.core.recommendation.feedback;

import io.rapport.core.hash.Hash64;
import java.util.Comparator;

/** A reaction as {@link FeedbackJoin} keeps it: hashes in place of names. */
final class KeptReaction {

  /** Of the same time, what was shown comes before what was bought. */
  static final Comparator<KeptReaction> BY_TIME =
      Comparator.comparingLong(KeptReaction::time).thenComparing(KeptReaction::isPurchase);

  private final long list; // hash of the recommendation; 0 where it is not told
  private final long item;
  private final Reaction.Kind kind;
  private final long time;
  private boolean settled; // what was counted with it is gone: it counts for no other

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
