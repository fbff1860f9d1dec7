package io.rapport.cli.replay;

import io.rapport.command.FailureReason;
import io.rapport.command.terminal.TextTable;
import io.rapport.connectors.kafka.WireProducer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The account of the replayed lines, and whether it adds up. */
final class ReplayReport {

  private final PrintWriter out;
  private final TextTable files =
      new TextTable("FILE", "LINES", "HEADER", "USED", "BAD", "EVENTS", "LINES/S");
  private final Map<String, Long> bad = new TreeMap<>();
  private final Map<String, Long> events = new TreeMap<>();
  private boolean balanced = true;

  ReplayReport(PrintWriter out) {
    this.out = out;
  }

  void add(Path file, FileAccount account, Duration took) {
    files.row(
        file.getFileName(),
        account.lines(),
        account.header(),
        account.used(),
        account.badLines(),
        account.allEvents(),
        (long) (account.lines() * 1e9 / Math.max(1, took.toNanos())));
    account.bad().forEach((reason, count) -> bad.merge(reason, count, Long::sum));
    account.events().forEach((contract, count) -> events.merge(contract, count, Long::sum));
    balanced &= account.balanced();
  }

  /** Prints what was read; true when every line is accounted for. */
  boolean print() {
    out.print(files);
    if (!bad.isEmpty()) {
      TextTable reasons = new TextTable("BAD BECAUSE", "LINES");
      bad.forEach(reasons::row);
      out.println();
      out.print(reasons);
    }
    if (!events.isEmpty()) {
      TextTable contracts = new TextTable("EVENT", "COUNT");
      events.forEach(contracts::row);
      out.println();
      out.print(contracts);
    }
    out.println();
    out.println(
        balanced
            ? "every line is accounted for: lines = header + used + bad"
            : "LINES ARE NOT ACCOUNTED FOR: lines != header + used + bad");
    out.flush();
    return balanced;
  }

  /** Prints what was read and sent; true when all is accounted for and confirmed. */
  boolean print(WireProducer producer) {
    boolean read = print();
    TextTable topics = new TextTable("TOPIC", "SENT", "ACKNOWLEDGED", "FAILED");
    long missing = 0;
    for (Map.Entry<String, WireProducer.Counts> entry : producer.counts().entrySet()) {
      WireProducer.Counts counts = entry.getValue();
      topics.row(entry.getKey(), counts.sent(), counts.acknowledged(), counts.failed());
      missing += counts.sent() - counts.acknowledged();
    }
    out.println();
    if (!topics.isEmpty()) {
      out.print(topics);
    }
    out.println(
        missing == 0
            ? "the broker has confirmed every record"
            : "%,d RECORDS ARE NOT CONFIRMED: %s"
                .formatted(
                    missing,
                    producer.failure() == null
                        ? "no answer"
                        : FailureReason.of(producer.failure())));
    out.flush();
    return read && missing == 0;
  }
}
