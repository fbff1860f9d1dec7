package io.rapport.core.recommendation.feedback;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.Packable;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.List;

/**
 * The items last recommended to a visitor, kept to see whether the next one visited is among them:
 * the prequential hit rate and reciprocal rank, measured before anything is learned from the visit.
 * Immutable.
 */
public final class ShownItems implements Packable {

  private static final int VERSION = 1;

  private final long time;
  private final long trigger;
  private final long[] items; // best first

  private ShownItems(long time, long trigger, long[] items) {
    this.time = time;
    this.trigger = trigger;
    this.items = items;
  }

  /** Nothing shown yet; judged by no visit. */
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
   * Whether a visit tells anything about them: a later step to another item within {@code
   * maxMillis}. A second look at the same item is no choice; a later session is another wish.
   */
  public boolean judgedBy(Visit visit, long maxMillis) {
    long passed = visit.eventTime() - time;
    return visit.learned()
        && passed >= 0
        && passed <= maxMillis
        && Hash64.of(visit.itemId()) != trigger;
  }

  /** Position of an item from 1, or 0 if it was not shown. */
  public int rank(String itemId) {
    long item = Hash64.of(itemId);
    for (int i = 0; i < items.length; i++) {
      if (items[i] == item) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Packed; read back by {@link #fromBytes}. */
  @Override
  public void write(PackedWriter out) {
    out.writeByte(VERSION);
    out.writeLong(time);
    out.writeLong(trigger);
    out.writeLongs(items);
  }

  /** The inverse of {@link #toBytes}. */
  public static ShownItems fromBytes(byte[] bytes) {
    PackedReader in = PackedReader.open(bytes, VERSION, "The items shown to a visitor");
    return new ShownItems(in.readLong(), in.readLong(), in.readLongs());
  }
}
