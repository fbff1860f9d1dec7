package io.rapport.e2e;

import io.rapport.local.FlinkRest;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The accounting of a running job as its metrics show it: {@code consumer.feed.kind -> count}. */
record Ledger(Map<String, Long> counts) {

  private static final Pattern METRIC =
      Pattern.compile(
          ".*rapport\\.([a-z]+\\.[a-z-]+\\.(in|processed|late|duplicate|dead-lettered))");

  static Ledger of(FlinkRest flink, String jobId) {
    Map<String, Long> counts = new TreeMap<>();
    flink
        .metrics(jobId, name -> METRIC.matcher(name).matches())
        .forEach(
            (name, sum) -> {
              Matcher matcher = METRIC.matcher(name);
              if (matcher.matches()) {
                counts.merge(matcher.group(1), Math.round(sum), Long::sum);
              }
            });
    return new Ledger(counts);
  }

  long in(String feed) {
    return count("intake", feed, "in");
  }

  long deadLettered(String feed) {
    return count("intake", feed, "dead-lettered");
  }

  long duplicate(String consumer, String feed) {
    return count(consumer, feed, "duplicate");
  }

  long late(String consumer, String feed) {
    return count(consumer, feed, "late");
  }

  /** What is left of {@code in} after everything that is accounted for; 0 once drained. */
  long unaccounted(String consumer, String feed) {
    return in(feed)
        - deadLettered(feed)
        - count(consumer, feed, "processed")
        - count(consumer, feed, "late")
        - count(consumer, feed, "duplicate");
  }

  private long count(String consumer, String feed, String kind) {
    return counts.getOrDefault(consumer + "." + feed + "." + kind, 0L);
  }
}
