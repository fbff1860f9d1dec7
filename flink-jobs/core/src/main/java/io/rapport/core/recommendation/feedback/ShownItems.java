package io.rapport.core.recommendation.feedback;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.List;

/**
 * The items last recommended to a visitor, kept to check whether the next item visited is among
 * them: the prequential hit rate and reciprocal rank, measured before the visit is learned.
 * Immutable.
 */
public final class ShownItems {

  private final long time;
  private final long trigger;
  private final long[] items; // best first

  private ShownItems(long time, long trigger, long[] items) {
    this.time = time;
    this.trigger = trigger;
    this.items = items;
  }

  /** The value before any recommendation; no visit judges it. */
  public static ShownItems none() {
    return new ShownItems(Long.MAX_VALUE, 0, new long[0]);
  }

  /** The items of an answer. */
  public static ShownItems of(Recommended answer) {
    List<RankedItem> ranked = answer.items();
    long[] items = new long[ranked.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = Hash64.of(ranked.get(i).itemId());
    }
    return new ShownItems(answer.eventTime(), Hash64.of(answer.triggerItemId()), items);
  }

  /**
   * Whether a visit judges the items: a later step to another item within {@code maxMillis}. A
   * second view of the same item is no choice; a later session has another intent.
   */
  public boolean judgedBy(Visit visit, long maxMillis) {
    long passed = visit.eventTime() - time;
    return visit.learned()
        && passed >= 0
        && passed <= maxMillis
        && Hash64.of(visit.itemId()) != trigger;
  }

  /** The rank of an item from 1; 0 if it was not shown. */
  public int rank(String itemId) {
    long item = Hash64.of(itemId);
    for (int i = 0; i < items.length; i++) {
      if (items[i] == item) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The packed form of what was shown. */
  public static PackedFormat<ShownItems> format() {
    return new PackedFormat<>(
        "A visitor's shown items", 1, ShownItems::none, ShownItems::write, ShownItems::read);
  }

  private void write(PackedWriter out) {
    out.writeLong(time);
    out.writeLong(trigger);
    out.writeLongs(items);
  }

  private static ShownItems read(PackedReader in) {
    return new ShownItems(in.readLong(), in.readLong(), in.readLongs());
  }
}
