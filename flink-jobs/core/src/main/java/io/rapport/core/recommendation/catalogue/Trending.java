package io.rapport.core.recommendation.catalogue;

import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.state.Expiring;
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
 * The items of a {@link TrendingScope} that many visit now: decayed numbers of visits of at most
 * {@code capacity} items; when one more comes, the lowest gives way. Not thread-safe.
 */
public final class Trending implements Expiring {

  private static final double ROUNDING = 1e-9; // of a weight that would be 0, in visits

  private static final Comparator<TrendingItem> ORDER =
      Comparator.comparingDouble(TrendingItem::weight)
          .reversed()
          .thenComparing(TrendingItem::itemId);
  private static final Comparator<TrendingItem> LOWEST_FIRST = ORDER.reversed();
  private static final int QUEUED = 8; // one of so many items waits to give way

  private final TrendingSettings settings;
  // Forward-decayed. Looked through when a list is published or the lowest are looked for; kept in
  // order they would be linked anew with every report.
  private final Object2DoubleOpenHashMap<String> weights = new Object2DoubleOpenHashMap<>();
  // All items as low as the bound, and some entries of the past; at most twice the capacity.
  private final PriorityQueue<TrendingItem> lowest = new PriorityQueue<>(LOWEST_FIRST);
  private TrendingItem bound; // null when the lowest have to be looked for
  private long landmark = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;
  private long published = Long.MIN_VALUE;
  private int evictions;

  public Trending(TrendingSettings settings) {
    this.settings = settings;
  }

  /**
   * Counts an item's visits, or takes some back.
   *
   * @return the scope's list if it is time to publish it, or visits are taken back; null otherwise
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
      return null;
    }
    published = newest;
    return new TrendingList(report.scope(), newest, items());
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

  /** When the scope is to be forgotten unless something happens before. */
  @Override
  public long expiry() {
    return newest + settings.expiryMillis();
  }

  /** How many items gave way since this was made or read. */
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

  /** The newcomer stays, or nothing new could ever trend. */
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

  /** Takes the lowest item out of the queue; it keeps its weight. */
  private TrendingItem takeLowest() {
    while (bound != null && !lowest.isEmpty()) {
      TrendingItem item = lowest.remove();
      // What was visited since, or is gone, stands there with a weight of the past.
      if (weights.getOrDefault(item.itemId(), Double.NaN) == item.weight()) {
        return item;
      }
    }
    findLowest();
    return lowest.remove();
  }

  /** A part of all, so that looking through all is rare; two at least, one may have to stay. */
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

  /** The packed form of a site's trending items; those read are cut to the settings' bound. */
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
