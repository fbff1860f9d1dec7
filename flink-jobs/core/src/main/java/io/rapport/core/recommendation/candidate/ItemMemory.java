package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.basket.BoughtNeighbours;
import io.rapport.core.recommendation.basket.BoughtPair;
import io.rapport.core.recommendation.content.ContentLink;
import io.rapport.core.recommendation.content.ContentNeighbours;
import io.rapport.core.recommendation.neighbour.NeighbourList;
import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.neighbour.SessionMemory;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * The neighbourhood of one item as one value of state: its {@link NeighbourList} (long-term
 * counts), its {@link SessionMemory} (the last sessions in detail), the items with similar texts
 * and the items bought with it. Not thread-safe.
 */
public final class ItemMemory implements Expiring {

  private final NeighbourList list;
  private final SessionMemory sessions;
  private final ContentNeighbours content;
  private final BoughtNeighbours bought;
  private final Lease lease; // beside the timer of a publication

  public ItemMemory(RecommendationSettings settings) {
    this(
        new NeighbourList(settings.counting()),
        new SessionMemory(settings.remembered()),
        new ContentNeighbours(settings.content()),
        new BoughtNeighbours(settings.bought()),
        new Lease());
  }

  private ItemMemory(
      NeighbourList list,
      SessionMemory sessions,
      ContentNeighbours content,
      BoughtNeighbours bought,
      Lease lease) {
    this.lease = lease;
    this.list = list;
    this.sessions = sessions;
    this.content = content;
    this.bought = bought;
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

  /** Retracts a visit and removes the visitor's session. */
  public void retract(Visit visit) {
    list.retract(visit);
    sessions.forget(Hash64.of(visit.visitorKey()));
  }

  /** Learns that another item followed, or retracts that. */
  public void learn(PairDelta pair) {
    list.learn(pair);
    sessions.learn(pair);
  }

  public ContentNeighbours content() {
    return content;
  }

  BoughtNeighbours bought() {
    return bought;
  }

  /** Learns of an item with a similar text, or retracts one. */
  public void learn(ContentLink link) {
    content.learn(link);
  }

  /** Learns of an item bought together with this one, or retracts one. */
  public void learn(BoughtPair pair) {
    bought.learn(pair);
  }

  @Override
  public long newest() {
    return Math.max(list.newest(), Math.max(content.newest(), bought.newest()));
  }

  @Override
  public Lease lease() {
    return lease;
  }

  /** The expiry time of the memory, unless another event comes before. */
  @Override
  public long expiry() {
    return Math.max(list.expiry(), Math.max(content.expiry(), bought.expiry()));
  }

  /**
   * The packed form of a memory; neighbours by text and orders are packed only if there are any.
   */
  public static PackedFormat<ItemMemory> format(RecommendationSettings settings) {
    PackedFormat<NeighbourList> lists = NeighbourList.format(settings.counting());
    PackedFormat<SessionMemory> memories = SessionMemory.format(settings.remembered());
    return new PackedFormat<>(
        "An item's memory",
        1,
        () -> new ItemMemory(settings),
        (item, out) -> item.write(out, lists, memories),
        in -> read(in, lists, memories, settings));
  }

  private void write(
      PackedWriter out, PackedFormat<NeighbourList> lists, PackedFormat<SessionMemory> memories) {
    out.writeBlock(lists, list);
    out.writeBlock(memories, sessions);
    lease.write(out);
    if (!content.isEmpty() || !bought.isEmpty()) {
      content.write(out);
      bought.write(out);
    }
  }

  private static ItemMemory read(
      PackedReader in,
      PackedFormat<NeighbourList> lists,
      PackedFormat<SessionMemory> memories,
      RecommendationSettings settings) {
    NeighbourList list = lists.unpack(in.readBlock());
    SessionMemory sessions = memories.unpack(in.readBlock());
    Lease lease = Lease.read(in);
    boolean visitsOnly = !in.hasRemaining();
    return new ItemMemory(
        list,
        sessions,
        visitsOnly
            ? new ContentNeighbours(settings.content())
            : ContentNeighbours.read(in, settings.content()),
        visitsOnly
            ? new BoughtNeighbours(settings.bought())
            : BoughtNeighbours.read(in, settings.bought()),
        lease);
  }
}
