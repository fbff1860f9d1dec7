package io.rapport.core.recommendation;

import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.Report;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who gets how much of the visitors' eyes: exposure added up over lists, where the item at rank r,
 * from 1, gets 1/log2(1+r). Bounded: of items, categories and sellers beyond the caps only the sums
 * over all are kept. Not thread-safe.
 */
public final class ExposureTotals {

  /** Items whose exposure is kept apart. */
  public static final int MOST_ITEMS = 50_000;

  /** Categories kept apart, and sellers. */
  public static final int MOST_NAMES = 1_000;

  /** Categories and sellers reported by name. */
  public static final int REPORTED_NAMES = 10;

  /** What is left over of the categories or sellers, and what belongs to none known. */
  public static final String OTHERS = "(others)";

  private static final int VERSION = 1;
  private static final double LN2 = Math.log(2);

  private final Map<Long, Double> items = new HashMap<>();
  private final Map<String, Double> categories = new HashMap<>();
  private final Map<String, Double> sellers = new HashMap<>();
  private final double[] deciles = new double[11];
  private double exposure;
  private double novelty;
  private long noveltyCount;
  private long lists;
  private int catalogue;

  /** Adds a list. */
  public void add(ExposedList list) {
    lists++;
    catalogue = Math.max(catalogue, list.catalogue());
    for (int i = 0; i < list.items().length; i++) {
      double weight = LN2 / Math.log(2 + i);
      exposure += weight;
      add(items, MOST_ITEMS, list.items()[i], weight);
      add(categories, MOST_NAMES, list.categories().get(i), weight);
      add(sellers, MOST_NAMES, list.sellers().get(i), weight);
      deciles[list.deciles()[i]] += weight;
      if (!Double.isNaN(list.novelties()[i])) {
        novelty += list.novelties()[i];
        noveltyCount++;
      }
    }
  }

  /** Adds what was added to another one. */
  public void add(ExposureTotals other) {
    lists += other.lists;
    catalogue = Math.max(catalogue, other.catalogue);
    exposure += other.exposure;
    novelty += other.novelty;
    noveltyCount += other.noveltyCount;
    other.items.forEach((item, weight) -> add(items, MOST_ITEMS, item, weight));
    other.categories.forEach((name, weight) -> add(categories, MOST_NAMES, name, weight));
    other.sellers.forEach((name, weight) -> add(sellers, MOST_NAMES, name, weight));
    for (int i = 0; i < deciles.length; i++) {
      deciles[i] += other.deciles[i];
    }
  }

  private static <K> void add(Map<K, Double> sums, int most, K key, double weight) {
    if (sums.size() < most || sums.containsKey(key)) {
      sums.merge(key, weight, Double::sum);
    }
  }

  /** Different items among those recommended. */
  public int distinct() {
    return items.size();
  }

  /** Share of the catalogue that was recommended at all; NaN when no catalogue is known. */
  public double coverage() {
    return catalogue == 0 ? Double.NaN : Math.min(1, (double) items.size() / catalogue);
  }

  /**
   * Gini coefficient of exposure over the items of the catalogue, those never recommended included:
   * 0 when all get the same, towards 1 when one gets all.
   */
  public double gini() {
    double[] sorted = items.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
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

  /** Mean novelty of the items recommended, in bits; NaN when none is known. */
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
      List<Report> reports, String dimension, Map<String, Double> sums, String site, long end) {
    List<Map.Entry<String, Double>> named =
        sums.entrySet().stream()
            .filter(entry -> !entry.getKey().isEmpty())
            .sorted(
                Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(REPORTED_NAMES)
            .toList();
    double left = exposure;
    for (Map.Entry<String, Double> entry : named) {
      left -= entry.getValue();
      Map<String, String> of = Map.of(dimension, entry.getKey());
      double share = entry.getValue() / exposure;
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

  /** Packed; read back by {@link #fromBytes}. */
  public byte[] toBytes() {
    PackedWriter out = PackedWriter.versioned(VERSION);
    out.writeLong(lists);
    out.writeInt(catalogue);
    out.writeDouble(exposure);
    out.writeDouble(novelty);
    out.writeLong(noveltyCount);
    out.writeDoubles(deciles);
    out.writeVarint(items.size());
    items.forEach(
        (item, weight) -> {
          out.writeLong(item);
          out.writeDouble(weight);
        });
    write(out, categories);
    write(out, sellers);
    return out.toBytes();
  }

  private static void write(PackedWriter out, Map<String, Double> sums) {
    out.writeVarint(sums.size());
    sums.forEach(
        (name, weight) -> {
          out.writeString(name);
          out.writeDouble(weight);
        });
  }

  /** The inverse of {@link #toBytes}. */
  public static ExposureTotals fromBytes(byte[] bytes) {
    PackedReader in = PackedReader.open(bytes, VERSION, "The exposure of a site's items");
    ExposureTotals totals = new ExposureTotals();
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

  private static void read(PackedReader in, Map<String, Double> sums) {
    for (int i = in.readVarint(); i > 0; i--) {
      sums.put(in.readString(), in.readDouble());
    }
  }
}
