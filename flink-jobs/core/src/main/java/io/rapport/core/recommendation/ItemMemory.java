package io.rapport.core.recommendation;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * All that is learned of one item's surroundings, as one value of state: its {@link NeighbourList},
 * which counts long, and its {@link SessionMemory}, which remembers the latest in detail. Not
 * thread-safe.
 */
public final class ItemMemory {

  private static final int VERSION = 2;
  private static final int LIST_ONLY = 1; // a list alone, which begins with its own version

  private final NeighbourList list;
  private final SessionMemory sessions;

  public ItemMemory(RecommendationSettings settings) {
    this(new NeighbourList(settings.counting()), new SessionMemory(settings.remembered()));
  }

  private ItemMemory(NeighbourList list, SessionMemory sessions) {
    this.list = list;
    this.sessions = sessions;
  }

  public NeighbourList list() {
    return list;
  }

  public SessionMemory sessions() {
    return sessions;
  }

  /** Learns from a visit of the item. */
  public void learn(Visit visit) {
    list.learn(visit);
    sessions.learn(visit);
  }

  /** Learns that an item followed. */
  public void learn(PairDelta pair) {
    list.learn(pair);
    sessions.learn(pair);
  }

  /** When the item is to be forgotten unless something happens before. */
  public long expiry() {
    return list.expiry();
  }

  /** Packed; read back by {@link #fromBytes}. */
  public byte[] toBytes() {
    byte[] packedList = list.toBytes();
    byte[] packedSessions = sessions.toBytes();
    PackedWriter out = new PackedWriter(packedList.length + packedSessions.length + 8);
    out.writeByte(VERSION);
    out.writeBlock(packedList);
    out.writeBlock(packedSessions);
    return out.toBytes();
  }

  /** The memory packed by {@link #toBytes}, or by a version that kept the list only. */
  public static ItemMemory fromBytes(byte[] bytes, RecommendationSettings settings) {
    if (bytes[0] == LIST_ONLY) {
      return new ItemMemory(
          NeighbourList.fromBytes(bytes, settings.counting()),
          new SessionMemory(settings.remembered()));
    }
    PackedReader in = PackedReader.open(bytes, VERSION, "An item's memory");
    NeighbourList list = NeighbourList.fromBytes(in.readBlock(), settings.counting());
    return new ItemMemory(list, SessionMemory.fromBytes(in.readBlock(), settings.remembered()));
  }
}
