package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The items a visitor touched last, in this session and before. Each item occurs once, the newest
 * first, and of equal times by hash, so that the order does not depend on which reply came first.
 * The item touched longest ago is evicted. Not thread-safe.
 */
final class TouchedItems {

  private final int capacity;
  private final List<Touched> items = new ArrayList<>();

  /**
   * An item with its last touch.
   *
   * @param hash of its identifier
   * @param id its identifier, as {@link PackedWriter#writeString} packs it
   * @param time event time, milliseconds since the epoch
   * @param saved whether it is in the cart or on the wish list, as far as known
   */
  @SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
  record Touched(long hash, byte[] id, long time, boolean saved) {

    private Touched with(boolean now) {
      return now == saved ? this : new Touched(hash, id, time, now);
    }
  }

  /**
   * An empty list.
   *
   * @param capacity largest number of items; 0 remembers none
   */
  TouchedItems(int capacity) {
    this.capacity = capacity;
  }

  /** The items, newest first. */
  List<Touched> items() {
    return Collections.unmodifiableList(items);
  }

  boolean contains(long hash) {
    return find(hash) >= 0;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Records a visit. Removing an item from the cart does not touch it. */
  void touch(Visit visit) {
    long hash = Hash64.of(visit.itemId());
    if (visit.action() == ClickAction.REMOVE_FROM_CART) {
      release(hash);
      return;
    }
    boolean saves = visit.action() == ClickAction.ADD_TO_CART || visit.action() == ClickAction.WISH;
    int at = find(hash);
    Touched known = at < 0 ? null : items.remove(at);
    insert(
        known == null
            ? new Touched(hash, packed(visit.itemId()), visit.eventTime(), saves)
            : new Touched(
                hash, known.id, Math.max(known.time, visit.eventTime()), known.saved || saves));
  }

  /** Marks an item as no longer in the cart or on the wish list: it was bought, or removed. */
  void release(long hash) {
    int at = find(hash);
    if (at >= 0) {
      items.set(at, items.get(at).with(false));
    }
  }

  void clear() {
    items.clear();
  }

  private static byte[] packed(String id) {
    PackedWriter out = new PackedWriter(16);
    out.writeString(id);
    return out.toBytes();
  }

  private int find(long hash) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).hash == hash) {
        return i;
      }
    }
    return -1;
  }

  private void insert(Touched item) {
    int at = 0;
    while (at < items.size() && before(items.get(at), item)) {
      at++;
    }
    items.add(at, item);
    if (items.size() > capacity) {
      items.remove(items.size() - 1);
    }
  }

  private static boolean before(Touched one, Touched other) {
    return one.time > other.time || (one.time == other.time && one.hash < other.hash);
  }

  void write(PackedWriter out) {
    out.writeVarint(items.size());
    for (Touched item : items) {
      out.writeBlock(item.id);
      out.writeLong(item.time);
      out.writeByte(item.saved ? 1 : 0);
    }
  }

  /** Reads the output of {@link #write}, cut to the capacity. */
  static TouchedItems read(PackedReader in, int capacity) {
    TouchedItems touched = new TouchedItems(capacity);
    for (int i = in.readVarint(); i > 0; i--) {
      byte[] id = in.readBlock();
      long hash = Hash64.of(new PackedReader(id).readString());
      touched.insert(new Touched(hash, id, in.readLong(), in.readByte() != 0));
    }
    return touched;
  }
}
