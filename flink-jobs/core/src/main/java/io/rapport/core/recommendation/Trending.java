package io.rapport.core.recommendation;

import io.rapport.core.state.Packable;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

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
  private final Map<String, Double> weights = new HashMap<>(); // forward-decayed
  private final NavigableSet<TrendingItem> ranked = new TreeSet<>(ORDER); // the same, best first
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
    return ranked.stream()
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
      weights.replaceAll((id, weight) -> weight * fade);
      weights.values().removeIf(weight -> weight == 0);
      ranked.clear();
      weights.forEach((id, weight) -> ranked.add(new TrendingItem(id, weight)));
    }
  }

  private void add(String id, double weight) {
    double sum = weights.getOrDefault(id, 0.0) + weight;
    if (weight >= 0 || sum > ROUNDING * settings.decay().weight(newest, landmark)) {
      put(id, sum);
    } else if (weights.containsKey(id)) {
      ranked.remove(new TrendingItem(id, weights.remove(id)));
    }
  }

  private void put(String id, double weight) {
    Double before = weights.put(id, weight);
    if (before != null) {
      ranked.remove(new TrendingItem(id, before));
    }
    ranked.add(new TrendingItem(id, weight));
  }

  /** The newcomer stays, or nothing new could ever trend. */
  private void evict(String newcomer) {
    TrendingItem lowest = ranked.last();
    if (lowest.itemId().equals(newcomer)) {
      lowest = ranked.lower(lowest);
    }
    ranked.remove(lowest);
    weights.remove(lowest.itemId());
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
    weights.forEach(
        (id, weight) -> {
          out.writeDouble(weight);
          out.writeString(id);
        });
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
      trending.put(id, weight);
      if (trending.weights.size() > settings.capacity()) {
        trending.evict(id);
      }
    }
    return trending;
  }
}
