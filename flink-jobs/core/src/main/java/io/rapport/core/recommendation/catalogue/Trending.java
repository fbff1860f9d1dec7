package io.rapport.core.recommendation.catalogue;

import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import it.unimi.dsi.fastutil.objects.Object2DoubleMap;
import it.unimi.dsi.fastutil.objects.Object2DoubleMaps;
import it.unimi.dsi.fastutil.objects.Object2DoubleOpenHashMap;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The trending items of a {@link TrendingScope}: decayed numbers of visits of at most {@code
 * capacity} items; a further item evicts the lowest. Not thread-safe.
 */
public final class Trending implements Expiring {

  private static final double ROUNDING = 1e-9; // of a weight that would be 0, in visits

  private static final Comparator<TrendingItem> ORDER =
      Comparator.comparingDouble(TrendingItem::weight)
          .reversed()
          .thenComparing(TrendingItem::itemId);
  private static final Comparator<TrendingItem> LOWEST_FIRST = ORDER.reversed();
  private static final int QUEUED = 8; // one of so many items is a candidate for eviction

  private final TrendingSettings settings;
  // Forward-decayed weights. They are scanned when a list is published or the lowest are searched;
  // a sorted structure would relink an entry with every report.
  private final Object2DoubleOpenHashMap<String> weights = new Object2DoubleOpenHashMap<>();
  // All items at or below the bound, and some outdated entries; at most twice the capacity.
  private final PriorityQueue<TrendingItem> lowest = new PriorityQueue<>(LOWEST_FIRST);
  private TrendingItem bound; // null when the lowest must be searched
  private long landmark = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;
  private long published = Long.MIN_VALUE;
  private boolean waits;
  private Lease lease = new Lease();
  private int evictions;

  public Trending(TrendingSettings settings) {
    this.settings = settings;
  }

  /**
   * Counts an item's visits, or retracts some.
   *
   * @return the scope's list if it is time to publish it, or if visits were retracted; null
   *     otherwise
   */
  public TrendingList apply(TrendReport report) {
    moveLandmark(report.time());
    newest = Math.max(newest, report.time());
    double weight = report.weight() * settings.decay().weight(report.time(), landmark);
    add(report.itemId(), weight);
    if (weights.size() > settings.capacity()) {
      evict(report.itemId());
    }
    boolean justPublished =
        published != Long.MIN_VALUE && newest - published < settings.publishIntervalMillis();
    if (justPublished && report.weight() >= 0) {
      waits = true;
      return null;
    }
    return publish(report.scope());
  }

  /** The list as of the newest report, which then counts as published. */
  public TrendingList publish(TrendingScope scope) {
    published = newest;
    waits = false;
    return new TrendingList(scope, newest, items());
  }

  /**
   * Whether reports wait to be published. The next report after the publish interval does so; a
   * timer has to where none follows.
   */
  public boolean waits() {
    return waits;
  }

  /**
   * Whether reports wait that a timer is to publish. A timer set for reports that another one has
   * published since is too early for those after it.
   *
   * @param timer time of one that fires
   */
  public boolean due(long timer) {
    return waits && published < timer;
  }

  /** The time of the newest report published; {@link Long#MIN_VALUE} before the first. */
  public long published() {
    return published;
  }

  /** The best items as of the newest report, best first. */
  public List<TrendingItem> items() {
    double scale = landmark == Long.MIN_VALUE ? 1 : settings.decay().weight(newest, landmark);
    return kept()
        .sorted(ORDER)
        .limit(settings.size())
        .map(item -> new TrendingItem(item.itemId(), item.weight() / scale))
        .toList();
  }

  @Override
  public long newest() {
    return newest;
  }

  /** The expiry time of the scope, unless a report comes before. */
  @Override
  public long expiry() {
    return newest + settings.expiryMillis();
  }

  @Override
  public Lease lease() {
    return lease;
  }

  /** The number of items evicted since this object was created or read. */
  public int evictions() {
    return evictions;
  }

  private void moveLandmark(long time) {
    if (landmark == Long.MIN_VALUE) {
      landmark = time;
    } else if (settings.decay().outgrown(time, landmark)) {
      bound = null;
      double fade = settings.decay().fade(time - landmark);
      landmark = time;
      for (Object2DoubleMap.Entry<String> entry : Object2DoubleMaps.fastIterable(weights)) {
        entry.setValue(entry.getDoubleValue() * fade);
      }
      weights.values().removeIf(weight -> weight == 0);
    }
  }

  private void add(String id, double weight) {
    double sum = weights.getDouble(id) + weight;
    if (weight >= 0 || sum > ROUNDING * settings.decay().weight(newest, landmark)) {
      put(id, sum);
    } else {
      weights.removeDouble(id);
    }
  }

  private void put(String id, double weight) {
    weights.put(id, weight);
    if (bound == null || weight > bound.weight()) {
      return;
    }
    TrendingItem item = new TrendingItem(id, weight);
    if (LOWEST_FIRST.compare(item, bound) <= 0) {
      lowest.add(item);
    }
    if (lowest.size() > 2 * settings.capacity()) {
      bound = null;
    }
  }

  /** Evicts the lowest item except the newcomer; otherwise nothing new could ever trend. */
  private void evict(String newcomer) {
    TrendingItem stays = null;
    TrendingItem item = takeLowest();
    while (item.itemId().equals(newcomer)) {
      stays = item;
      item = takeLowest();
    }
    weights.removeDouble(item.itemId());
    if (stays != null) {
      lowest.add(stays);
    }
    evictions++;
  }

  /** Removes the lowest item from the queue; its weight stays. */
  private TrendingItem takeLowest() {
    while (bound != null && !lowest.isEmpty()) {
      TrendingItem item = lowest.remove();
      // The entry of an item visited since, or evicted, has an outdated weight.
      if (weights.getOrDefault(item.itemId(), Double.NaN) == item.weight()) {
        return item;
      }
    }
    findLowest();
    return lowest.remove();
  }

  /**
   * Searches a share of all items, so that scans are rare; at least two, because one may be the
   * newcomer.
   */
  private void findLowest() {
    List<TrendingItem> found =
        kept().sorted(LOWEST_FIRST).limit(Math.max(2, weights.size() / QUEUED)).toList();
    lowest.clear();
    lowest.addAll(found);
    bound = found.get(found.size() - 1);
  }

  private Stream<TrendingItem> kept() {
    return weights.object2DoubleEntrySet().stream()
        .map(entry -> new TrendingItem(entry.getKey(), entry.getDoubleValue()));
  }

  /**
   * The packed form of a scope's trending items. Those read under a smaller capacity drop the
   * excess.
   */
  public static PackedFormat<Trending> format(TrendingSettings settings) {
    return new PackedFormat<>(
        "A site's trending items",
        1,
        () -> new Trending(settings),
        Trending::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(landmark);
    out.writeLong(newest);
    out.writeLong(published);
    out.writeByte(waits ? 1 : 0);
    lease.write(out);
    out.writeVarint(weights.size());
    for (Object2DoubleMap.Entry<String> entry : Object2DoubleMaps.fastIterable(weights)) {
      out.writeDouble(entry.getDoubleValue());
      out.writeString(entry.getKey());
    }
  }

  private static Trending read(PackedReader in, TrendingSettings settings) {
    Trending trending = new Trending(settings);
    trending.landmark = in.readLong();
    trending.newest = in.readLong();
    trending.published = in.readLong();
    trending.waits = in.readByte() == 1;
    trending.lease = Lease.read(in);
    for (int i = in.readVarint(); i > 0; i--) {
      double weight = in.readDouble();
      String id = in.readString();
      trending.put(id, weight);
      if (trending.weights.size() > settings.capacity()) {
        trending.evict(id);
      }
    }
    return trending;
  }
}
