package io.rapport.core.recommendation;

import io.rapport.core.state.Packable;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import it.unimi.dsi.fastutil.objects.Object2DoubleMap;
import it.unimi.dsi.fastutil.objects.Object2DoubleMaps;
import it.unimi.dsi.fastutil.objects.Object2DoubleOpenHashMap;
import java.util.Comparator;
import java.util.List;

/**
 * The items of a site, or of one of its categories, that many visit now: decayed numbers of visits
 * of at most {@code capacity} items; when one more comes, the lowest gives way. Not thread-safe.
 */
public final class Trending implements Packable {

  private static final int VERSION = 1;
  private static final double ROUNDING = 1e-9; // of a weight that would be 0, in visits

  private static final Comparator<TrendingItem> ORDER =
      Comparator.comparingDouble(TrendingItem::weight)
          .reversed()
          .thenComparing(TrendingItem::itemId);

  private final TrendingSettings settings;
  // Forward-decayed. Looked through when a list is published or an item has to give way; kept in
  // order they would be linked anew with every report.
  private final Object2DoubleOpenHashMap<String> weights = new Object2DoubleOpenHashMap<>();
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
   * @return the site's list if it is time to publish it, or visits are taken back; null otherwise
   */
  public ShelfUpdate apply(TrendReport report) {
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
    return ShelfUpdate.trending(report.scope(), newest, items());
  }

  /** The best items as of the newest report, best first. */
  public List<TrendingItem> items() {
    double scale = landmark == Long.MIN_VALUE ? 1 : settings.decay().weight(newest, landmark);
    return weights.object2DoubleEntrySet().stream()
        .map(entry -> new TrendingItem(entry.getKey(), entry.getDoubleValue()))
        .sorted(ORDER)
        .limit(settings.size())
        .map(item -> new TrendingItem(item.itemId(), item.weight() / scale))
        .toList();
  }

  /** When the site is to be forgotten unless something happens before. */
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
      weights.put(id, sum);
    } else {
      weights.removeDouble(id);
    }
  }

  /** The newcomer stays, or nothing new could ever trend. */
  private void evict(String newcomer) {
    String lowest = null;
    double least = Double.POSITIVE_INFINITY;
    for (Object2DoubleMap.Entry<String> entry : Object2DoubleMaps.fastIterable(weights)) {
      double weight = entry.getDoubleValue();
      boolean lower =
          lowest == null
              || weight < least
              || (weight == least && entry.getKey().compareTo(lowest) > 0);
      if (lower && !entry.getKey().equals(newcomer)) {
        least = weight;
        lowest = entry.getKey();
      }
    }
    weights.removeDouble(lowest);
    evictions++;
  }

  /** Packed; read back by {@link #fromBytes}. */
  @Override
  public void write(PackedWriter out) {
    out.writeByte(VERSION);
    out.writeLong(landmark);
    out.writeLong(newest);
    out.writeLong(published);
    out.writeVarint(weights.size());
    for (Object2DoubleMap.Entry<String> entry : Object2DoubleMaps.fastIterable(weights)) {
      out.writeDouble(entry.getDoubleValue());
      out.writeString(entry.getKey());
    }
  }

  /** The items packed by {@link #toBytes}, cut to the settings' bound. */
  public static Trending fromBytes(byte[] bytes, TrendingSettings settings) {
    PackedReader in = PackedReader.open(bytes, VERSION, "A site's trending items");
    Trending trending = new Trending(settings);
    trending.landmark = in.readLong();
    trending.newest = in.readLong();
    trending.published = in.readLong();
    for (int i = in.readVarint(); i > 0; i--) {
      double weight = in.readDouble();
      String id = in.readString();
      trending.weights.put(id, weight);
      if (trending.weights.size() > settings.capacity()) {
        trending.evict(id);
      }
    }
    return trending;
  }
}
