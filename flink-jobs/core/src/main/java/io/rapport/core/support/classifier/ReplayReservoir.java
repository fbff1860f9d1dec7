package io.rapport.core.support.classifier;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.text.Features;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded sample of past examples, to be learned again. Once full, a new example replaces a
 * random one, which keeps an exponentially decaying sample of the past (Aggarwal, VLDB 2006). A
 * ticket has one place, so that a corrected label replaces the wrong one. The seed and the number
 * of examples determine the choices, so that a replay makes the same ones.
 */
public final class ReplayReservoir {

  /**
   * One example.
   *
   * @param ticket hash of the ticket's key
   * @param intent number of the intent, or {@link LabelIndex#NONE}
   * @param priority number of the priority, or {@link LabelIndex#NONE}
   */
  public record Slot(long ticket, Features features, int intent, int priority) {

    private static final int FORMAT = 1;

    /** The packed form. */
    public static PackedFormat<Slot> format() {
      return new PackedFormat<>(
          "An example to replay", FORMAT, () -> NOTHING, Slot::write, Slot::read);
    }

    private void write(PackedWriter out) {
      out.writeLong(ticket);
      out.writeVarint(intent + 1);
      out.writeVarint(priority + 1);
      features.write(out);
    }

    private static Slot read(PackedReader in) {
      long ticket = in.readLong();
      int intent = in.readVarint() - 1;
      int priority = in.readVarint() - 1;
      return new Slot(ticket, Features.read(in), intent, priority);
    }
  }

  /** The slot of a forgotten ticket; learning from it changes nothing. */
  private static final Slot NOTHING = new Slot(0, Features.NONE, LabelIndex.NONE, LabelIndex.NONE);

  private final int capacity;
  private final long seed;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<Long, Integer> places = new HashMap<>();
  private final BitSet changed = new BitSet();
  private long draws;

  public ReplayReservoir(int capacity, long seed) {
    this.capacity = capacity;
    this.seed = seed;
  }

  public int size() {
    return slots.size();
  }

  /** A random example; there must be one. */
  public Slot draw() {
    return slots.get(random(slots.size()));
  }

  public void add(Slot slot) {
    Integer place = places.get(slot.ticket());
    if (place == null) {
      place = slots.size() < capacity ? slots.size() : random(slots.size());
    }
    put(place, slot);
    changed.set(place);
  }

  /**
   * Empties the place of a ticket, if it has one: the place keeps its probability of being drawn.
   */
  public void forget(long ticket) {
    Integer place = places.remove(ticket);
    if (place != null) {
      slots.set(place, NOTHING);
      changed.set(place);
    }
  }

  /** The number of random choices made: together with the slots, the whole state. */
  public long draws() {
    return draws;
  }

  /** Restores the count of random choices. */
  public void restoreDraws(long count) {
    draws = count;
  }

  /** Restores a place; places must be restored from 0 up, those beyond the capacity are ignored. */
  public void restore(int place, Slot slot) {
    if (place < capacity) {
      put(place, slot);
    }
  }

  public Slot slot(int place) {
    return slots.get(place);
  }

  /** The places changed since the last call. */
  public BitSet takeChanged() {
    BitSet taken = (BitSet) changed.clone();
    changed.clear();
    return taken;
  }

  private void put(int place, Slot slot) {
    if (place == slots.size()) {
      slots.add(slot);
    } else {
      places.remove(slots.set(place, slot).ticket());
    }
    places.put(slot.ticket(), place);
  }

  private int random(int bound) {
    long hash = Hash64.draw(seed, ++draws);
    return (int) Long.remainderUnsigned(hash, bound);
  }
}
