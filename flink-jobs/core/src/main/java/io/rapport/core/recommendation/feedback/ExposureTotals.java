package io.rapport.core.recommendation.feedback;

import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.settings.ExposureSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import it.unimi.dsi.fastutil.longs.Long2DoubleMap;
import it.unimi.dsi.fastutil.longs.Long2DoubleMaps;
import it.unimi.dsi.fastutil.longs.Long2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.objects.Object2DoubleMap;
import it.unimi.dsi.fastutil.objects.Object2DoubleMaps;
import it.unimi.dsi.fastutil.objects.Object2DoubleOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The exposure of items, categories and sellers, summed over lists: the item at rank r, from 1,
 * gets 1/log2(1+r). Bounded: exposure beyond the caps enters only the sums over all and is counted
 * in {@link #refused()}. Not thread-safe.
 */
public final class ExposureTotals {

  /**
   * The name for the categories or sellers beyond the reported ones, and for items without a known
   * one.
   */
  public static final String OTHERS = "(others)";

  private static final double LN2 = Math.log(2);

  private final ExposureSettings settings;
  // Primitives, because each list adds to twenty sums and boxed values would allocate at each.
  private final Long2DoubleOpenHashMap items = new Long2DoubleOpenHashMap();
  private final Object2DoubleOpenHashMap<String> categories = new Object2DoubleOpenHashMap<>();
  private final Object2DoubleOpenHashMap<String> sellers = new Object2DoubleOpenHashMap<>();
  private final double[] deciles = new double[11];
  private double exposure;
  private double novelty;
  private long noveltyCount;
  private long lists;
  private int catalogue;
  private long refused;

  public ExposureTotals(ExposureSettings settings) {
    this.settings = settings;
  }

  /** Adds a list. */
  public void add(ExposedList list) {
    lists++;
    catalogue = Math.max(catalogue, list.catalogue());
    for (int i = 0; i < list.items().length; i++) {
      double weight = LN2 / Math.log(2 + i);
      exposure += weight;
      addItem(list.items()[i], weight);
      addName(categories, list.categories().get(i), weight);
      addName(sellers, list.sellers().get(i), weight);
      deciles[list.deciles()[i]] += weight;
      if (!Double.isNaN(list.novelties()[i])) {
        novelty += list.novelties()[i];
        noveltyCount++;
      }
    }
  }

  /** Adds other totals. */
  public void add(ExposureTotals other) {
    lists += other.lists;
    catalogue = Math.max(catalogue, other.catalogue);
    exposure += other.exposure;
    novelty += other.novelty;
    noveltyCount += other.noveltyCount;
    for (Long2DoubleMap.Entry item : Long2DoubleMaps.fastIterable(other.items)) {
      addItem(item.getLongKey(), item.getDoubleValue());
    }
    addNames(categories, other.categories);
    addNames(sellers, other.sellers);
    for (int i = 0; i < deciles.length; i++) {
      deciles[i] += other.deciles[i];
    }
  }

  private void addItem(long item, double weight) {
    if (items.size() < settings.maxItems() || items.containsKey(item)) {
      items.addTo(item, weight);
    } else {
      refused++;
    }
  }

  private void addNames(Object2DoubleOpenHashMap<String> sums, Object2DoubleMap<String> others) {
    for (Object2DoubleMap.Entry<String> name : Object2DoubleMaps.fastIterable(others)) {
      addName(sums, name.getKey(), name.getDoubleValue());
    }
  }

  private void addName(Object2DoubleOpenHashMap<String> sums, String name, double weight) {
    if (sums.size() < settings.maxNames() || sums.containsKey(name)) {
      sums.addTo(name, weight);
    } else {
      refused++;
    }
  }

  /**
   * The number of times an item, a category or a seller was refused, since this object was created
   * or read.
   */
  public long refused() {
    return refused;
  }

  /** The number of distinct items recommended. */
  public int distinct() {
    return items.size();
  }

  /** The share of the catalogue that was recommended at all; NaN when the catalogue is unknown. */
  public double coverage() {
    return catalogue == 0 ? Double.NaN : Math.min(1, (double) items.size() / catalogue);
  }

  /**
   * The Gini coefficient of exposure over the items of the catalogue, including those never
   * recommended: 0 when all get the same, towards 1 when one gets all.
   */
  public double gini() {
    double[] sorted = items.values().toDoubleArray();
    Arrays.sort(sorted);
    int all = Math.max(catalogue, sorted.length);
    int rank = all - sorted.length;
    double sum = 0;
    double weighted = 0;
    for (double value : sorted) {
      rank++;
      sum += value;
      weighted += (2.0 * rank - all - 1) * value;
    }
    return sum == 0 ? 0 : weighted / (all * sum);
  }

  /** The mean novelty of the items recommended, in bits; NaN when none is known. */
  public double novelty() {
    return noveltyCount == 0 ? Double.NaN : novelty / noveltyCount;
  }

  /**
   * The reports of a period.
   *
   * @param end of the period, milliseconds since the epoch
   */
  public List<Report> reports(String site, long end) {
    List<Report> reports = new ArrayList<>();
    if (lists == 0) {
      return reports;
    }
    Map<String, String> all = Map.of();
    reports.add(report("exposure.gini", site, gini(), distinct(), end, all));
    if (catalogue > 0) {
      reports.add(report("exposure.coverage", site, coverage(), distinct(), end, all));
    }
    if (noveltyCount > 0) {
      reports.add(report("exposure.novelty", site, novelty(), noveltyCount, end, all));
      for (int decile = 1; decile <= 10; decile++) {
        Map<String, String> of = Map.of("decile", Integer.toString(decile));
        double share = deciles[decile] / exposure;
        reports.add(report("exposure.decile-share", site, share, lists, end, of));
      }
    }
    addShares(reports, "category", categories, site, end);
    addShares(reports, "seller", sellers, site, end);
    return reports;
  }

  private void addShares(
      List<Report> reports,
      String dimension,
      Object2DoubleMap<String> sums,
      String site,
      long end) {
    List<Object2DoubleMap.Entry<String>> named =
        sums.object2DoubleEntrySet().stream()
            .filter(entry -> !entry.getKey().isEmpty())
            .sorted(
                Comparator.<Object2DoubleMap.Entry<String>>comparingDouble(
                        entry -> -entry.getDoubleValue())
                    .thenComparing(Object2DoubleMap.Entry::getKey))
            .limit(settings.reportedNames())
            .toList();
    double left = exposure;
    for (Object2DoubleMap.Entry<String> entry : named) {
      left -= entry.getDoubleValue();
      Map<String, String> of = Map.of(dimension, entry.getKey());
      double share = entry.getDoubleValue() / exposure;
      reports.add(report("exposure." + dimension + "-share", site, share, lists, end, of));
    }
    if (!named.isEmpty()) {
      Map<String, String> of = Map.of(dimension, OTHERS);
      double share = Math.max(0, left / exposure);
      reports.add(report("exposure." + dimension + "-share", site, share, lists, end, of));
    }
  }

  private static Report report(
      String metric, String site, double value, long count, long end, Map<String, String> of) {
    return new Report(new Measurement(metric, site, value * count, count), end, of);
  }

  /** The packed form of totals. */
  public static PackedFormat<ExposureTotals> format(ExposureSettings settings) {
    return new PackedFormat<>(
        "The exposure of a site's items",
        1,
        () -> new ExposureTotals(settings),
        ExposureTotals::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(lists);
    out.writeInt(catalogue);
    out.writeDouble(exposure);
    out.writeDouble(novelty);
    out.writeLong(noveltyCount);
    out.writeDoubles(deciles);
    out.writeVarint(items.size());
    for (Long2DoubleMap.Entry item : Long2DoubleMaps.fastIterable(items)) {
      out.writeLong(item.getLongKey());
      out.writeDouble(item.getDoubleValue());
    }
    write(out, categories);
    write(out, sellers);
  }

  private static void write(PackedWriter out, Object2DoubleMap<String> sums) {
    out.writeVarint(sums.size());
    for (Object2DoubleMap.Entry<String> name : Object2DoubleMaps.fastIterable(sums)) {
      out.writeString(name.getKey());
      out.writeDouble(name.getDoubleValue());
    }
  }

  private static ExposureTotals read(PackedReader in, ExposureSettings settings) {
    ExposureTotals totals = new ExposureTotals(settings);
    totals.lists = in.readLong();
    totals.catalogue = in.readInt();
    totals.exposure = in.readDouble();
    totals.novelty = in.readDouble();
    totals.noveltyCount = in.readLong();
    double[] read = in.readDoubles();
    System.arraycopy(read, 0, totals.deciles, 0, Math.min(read.length, totals.deciles.length));
    for (int i = in.readVarint(); i > 0; i--) {
      totals.items.put(in.readLong(), in.readDouble());
    }
    read(in, totals.categories);
    read(in, totals.sellers);
    return totals;
  }

  private static void read(PackedReader in, Object2DoubleMap<String> sums) {
    for (int i = in.readVarint(); i > 0; i--) {
      sums.put(in.readString(), in.readDouble());
    }
  }
}
