package io.rapport.core.recommendation.basket;

import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.LogLikelihood;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The items bought together with one item, with decayed numbers of orders. A pair counts if its
 * log-likelihood ratio is significant; its score is the share of the item's orders that hold the
 * other item, {@code pairs / (orders + 1)}. The number of the site's orders is that of the last
 * order that held the item. That is accurate enough, because all numbers decay alike. Some 30 bytes
 * a pair. Not thread-safe.
 */
public final class BoughtNeighbours {

  private static final double GONE = 1e-3;

  private final BoughtSettings settings;
  private final List<Entry> entries = new ArrayList<>();
  private long asOf = Long.MIN_VALUE; // time to which all numbers are decayed
  private double orders;
  private double siteOrders;
  private byte[] packed; // the reply; null when it is outdated

  /** One item that was bought with this one. */
  private static final class Entry {
    private final String itemId;
    private double pairs;
    private double orders;

    private Entry(String itemId) {
      this.itemId = itemId;
    }
  }

  public BoughtNeighbours(BoughtSettings settings) {
    this.settings = settings;
  }

  /** Adds a pair of an order, or retracts one. */
  public void learn(BoughtPair pair) {
    packed = null;
    advance(Math.max(pair.time(), Math.max(pair.asOf(), pair.siteAsOf())));
    siteOrders = pair.siteOrders() * fade(pair.siteAsOf());
    if (pair.neighbourId() == null) {
      orders = pair.orders() * fade(pair.asOf());
      return;
    }
    Entry entry = entry(pair.neighbourId());
    entry.pairs += pair.sign() * fade(pair.time());
    entry.orders = pair.orders() * fade(pair.asOf());
    if (Math.abs(entry.pairs) < GONE) {
      entries.remove(entry);
    } else if (entries.size() > settings.maxPairs()) {
      entries.remove(least(entry));
    }
  }

  private void advance(long time) {
    if (asOf != Long.MIN_VALUE && time > asOf) {
      double fade = settings.decay().fade(time - asOf);
      orders *= fade;
      siteOrders *= fade;
      for (Entry entry : entries) {
        entry.pairs *= fade;
        entry.orders *= fade;
      }
    }
    asOf = Math.max(asOf, time);
  }

  private double fade(long time) {
    return settings.decay().fade(asOf - time);
  }

  private Entry entry(String itemId) {
    for (Entry entry : entries) {
      if (entry.itemId.equals(itemId)) {
        return entry;
      }
    }
    Entry entry = new Entry(itemId);
    entries.add(entry);
    return entry;
  }

  /** The entry with the least count except the newcomer, which could otherwise never stay. */
  private Entry least(Entry newcomer) {
    return entries.stream()
        .filter(entry -> entry != newcomer || entries.size() == 1)
        .min(Comparator.comparingDouble(entry -> entry.pairs))
        .orElseThrow();
  }

  public boolean isEmpty() {
    return asOf == Long.MIN_VALUE;
  }

  int size() {
    return entries.size();
  }

  /** The time of the newest order; {@link Long#MIN_VALUE} for none. */
  public long newest() {
    return asOf;
  }

  /** The expiry time of the counts, unless another order comes before. */
  public long expiry() {
    return asOf == Long.MIN_VALUE ? asOf : asOf + settings.expiryMillis();
  }

  /**
   * Whether a pair is significant. The counts arrive by different ways and may be inconsistent for
   * a while.
   */
  private boolean significant(Entry entry) {
    double both = entry.pairs;
    double first = Math.max(0, orders - both);
    double second = Math.max(0, entry.orders - both);
    double neither = Math.max(0, siteOrders - both - first - second);
    return both > 0
        && both * neither > first * second
        && LogLikelihood.ratio(both, first, second, neither) >= settings.significance();
  }

  private double score(Entry entry) {
    return entry.pairs / (Math.max(orders, entry.pairs) + 1);
  }

  /** Whether any pair is significant enough for a reply. */
  public boolean replies() {
    return !entries.isEmpty() && packed().length > 1;
  }

  /** Appends the best items to a reply. */
  public void reply(PackedWriter out) {
    out.writeRaw(packed());
  }

  private byte[] packed() {
    if (packed == null) {
      List<Entry> best =
          entries.stream()
              .filter(this::significant)
              .sorted(
                  Comparator.comparingDouble(this::score)
                      .reversed()
                      .thenComparing(entry -> entry.itemId))
              .limit(settings.replySize())
              .toList();
      PackedWriter out = new PackedWriter(1 + 20 * best.size());
      out.writeVarint(best.size());
      for (Entry entry : best) {
        out.writeString(entry.itemId);
        out.writeShortFloat((float) score(entry));
      }
      packed = out.toBytes();
    }
    return packed;
  }

  public void write(PackedWriter out) {
    out.writeLong(asOf);
    out.writeDouble(orders);
    out.writeDouble(siteOrders);
    out.writeVarint(entries.size());
    for (Entry entry : entries) {
      out.writeString(entry.itemId);
      out.writeFloat((float) entry.pairs);
      out.writeFloat((float) entry.orders);
    }
  }

  public static BoughtNeighbours read(PackedReader in, BoughtSettings settings) {
    BoughtNeighbours neighbours = new BoughtNeighbours(settings);
    neighbours.asOf = in.readLong();
    neighbours.orders = in.readDouble();
    neighbours.siteOrders = in.readDouble();
    for (int left = in.readVarint(); left > 0; left--) {
      Entry entry = new Entry(in.readString());
      entry.pairs = in.readFloat();
      entry.orders = in.readFloat();
      neighbours.entries.add(entry);
    }
    return neighbours;
  }
}
