package io.rapport.cli.accounting;

import io.rapport.local.FlinkRest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outcomes of a job's events, from its gauges {@code rapport.<consumer>.<feed>.<kind>}. Once
 * the job has drained, each consumer of a feed balances: {@code in = processed + dead-lettered +
 * late + duplicate}.
 */
public final class Ledger {
  private static final String INTAKE = "intake";
  private static final String IN = "in";
  private static final int KIND = 3; // group of the gauge's name

  private static final Pattern GAUGE =
      Pattern.compile(
          "(?:^|\\.)rapport\\.([a-z-]+)\\.([a-z-]+)\\.(in|processed|dead-lettered|late|duplicate)");

  private final Map<Account, Map<String, Long>> totals = new TreeMap<>();

  /** A consumer's account of one feed. */
  record Account(String feed, String consumer) implements Comparable<Account> {
    @Override
    public int compareTo(Account other) {
      int byFeed = feed.compareTo(other.feed);
      return byFeed != 0 ? byFeed : consumer.compareTo(other.consumer);
    }
  }

  /**
   * A consumer's totals for one feed, with the intake's in front.
   *
   * @param deadLettered by the intake and by the consumer
   */
  public record Line(
      String feed,
      String consumer,
      long in,
      long processed,
      long deadLettered,
      long late,
      long duplicate) {
    /** Events read less those with an outcome; once the job has drained, 0. */
    public long difference() {
      return in - processed - deadLettered - late - duplicate;
    }

    /**
     * Events without an outcome yet; never below 0. The gauges of a running job are read within
     * milliseconds, not at one instant.
     */
    public long inFlight() {
      return Math.max(0, difference());
    }
  }

  private Ledger() {}

  /** Reads a job's ledger: first what became of events, then how many were read. */
  public static Ledger read(FlinkRest flink, String jobId) {
    return of(flink.metrics(jobId, List.of(Ledger::isOutcome, Ledger::isInput)));
  }

  /** Whether a metric's name is that of a gauge of events read. */
  public static boolean isInput(String metric) {
    Matcher gauge = GAUGE.matcher(metric);
    return gauge.find() && gauge.group(KIND).equals(IN);
  }

  /** Whether a metric's name is that of a gauge of events with an outcome. */
  public static boolean isOutcome(String metric) {
    Matcher gauge = GAUGE.matcher(metric);
    return gauge.find() && !gauge.group(KIND).equals(IN);
  }

  /**
   * @param metrics values by name; names that are no such gauges are left out
   */
  public static Ledger of(Map<String, Double> metrics) {
    Ledger ledger = new Ledger();
    metrics.forEach(ledger::add);
    return ledger;
  }

  private void add(String name, double value) {
    Matcher gauge = GAUGE.matcher(name);
    if (gauge.find()) {
      totals
          .computeIfAbsent(new Account(gauge.group(2), gauge.group(1)), key -> new TreeMap<>())
          .merge(gauge.group(KIND), Math.round(value), Long::sum);
    }
  }

  /** Events of a feed that the intake read. */
  public long in(String feed) {
    return total(feed, INTAKE, IN);
  }

  /** The feeds that were read. */
  Set<String> feeds() {
    Set<String> feeds = new TreeSet<>();
    totals.keySet().forEach(account -> feeds.add(account.feed()));
    return feeds;
  }

  /** The consumers of a feed, without the intake. */
  Set<String> consumers(String feed) {
    Set<String> consumers = new TreeSet<>();
    for (Account account : totals.keySet()) {
      if (account.feed().equals(feed) && !account.consumer().equals(INTAKE)) {
        consumers.add(account.consumer());
      }
    }
    return consumers;
  }

  /** One line for each consumer of each feed. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (String feed : feeds()) {
      for (String consumer : consumers(feed)) {
        lines.add(line(feed, consumer));
      }
    }
    return lines;
  }

  /** A consumer's account of a feed; all zero where there is none. */
  public Line line(String feed, String consumer) {
    return new Line(
        feed,
        consumer,
        in(feed),
        total(feed, consumer, "processed"),
        total(feed, INTAKE, "dead-lettered") + total(feed, consumer, "dead-lettered"),
        total(feed, consumer, "late"),
        total(feed, consumer, "duplicate"));
  }

  private long total(String feed, String consumer, String kind) {
    return totals.getOrDefault(new Account(feed, consumer), Map.of()).getOrDefault(kind, 0L);
  }
}
