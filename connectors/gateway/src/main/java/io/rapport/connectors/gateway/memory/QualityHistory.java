package io.rapport.connectors.gateway.memory;

import io.rapport.avro.QualityReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The newest quality reports of each metric. A report that comes again replaces the earlier. For
 * any number of threads.
 */
public final class QualityHistory {

  /** The bound on series, so that a producer that makes up names cannot fill the heap. */
  private static final int MAX_METRICS = 2_000;

  private final int length;
  private final Map<String, NavigableMap<Instant, QualityReport>> byMetric = new TreeMap<>();

  /**
   * @param length reports kept of each metric and its dimensions
   */
  public QualityHistory(int length) {
    this.length = length;
  }

  public synchronized void put(QualityReport report) {
    String key =
        report.getMetric() + '\n' + report.getSite() + new TreeMap<>(report.getDimensions());
    if (byMetric.size() >= MAX_METRICS && !byMetric.containsKey(key)) {
      return;
    }
    NavigableMap<Instant, QualityReport> reports =
        byMetric.computeIfAbsent(key, k -> new TreeMap<>());
    reports.put(report.getEventTime(), report);
    if (reports.size() > length) {
      reports.pollFirstEntry();
    }
  }

  /**
   * The newest of each series, oldest first within it.
   *
   * @param limit at most so many of each
   */
  public synchronized List<List<QualityReport>> series(int limit) {
    List<List<QualityReport>> all = new ArrayList<>();
    for (Map<Instant, QualityReport> reports : byMetric.values()) {
      List<QualityReport> list = List.copyOf(reports.values());
      all.add(list.subList(Math.max(0, list.size() - limit), list.size()));
    }
    return all;
  }
}
