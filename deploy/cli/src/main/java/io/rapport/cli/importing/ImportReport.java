package io.rapport.cli.importing;

import io.rapport.command.FailureReason;
import io.rapport.command.terminal.TextTable;
import io.rapport.connectors.kafka.WireProducer;
import java.io.PrintWriter;

/** The account of an import, for people. */
final class ImportReport {

  private ImportReport() {}

  /**
   * Prints an account.
   *
   * @param verb sent, or sound for a file that was only read
   * @return whether every record is accounted for
   */
  static boolean print(PrintWriter out, ImportAccount account, String verb) {
    out.println();
    if (!account.refused().isEmpty()) {
      TextTable reasons = new TextTable("REFUSED BECAUSE", "RECORDS");
      account.refused().forEach(reasons::row);
      out.print(reasons);
      out.println();
    }
    if (!account.events().isEmpty()) {
      TextTable events = new TextTable("EVENT", "COUNT");
      account.events().forEach(events::row);
      out.print(events);
      out.println();
    }
    out.printf(
        "%,d records read = %,d %s + %,d of no use here + %,d refused%n",
        account.records(), account.sent(), verb, account.ignored(), account.allRefused());
    if (!account.balanced()) {
      out.println("RECORDS ARE NOT ACCOUNTED FOR");
    }
    out.flush();
    return account.balanced();
  }

  /** Prints whether the broker has confirmed all; true when it has. */
  static boolean print(PrintWriter out, WireProducer producer) {
    long missing =
        producer.counts().values().stream()
            .mapToLong(counts -> counts.sent() - counts.acknowledged())
            .sum();
    out.println(
        missing == 0
            ? "the broker has confirmed every event"
            : "%,d EVENTS ARE NOT CONFIRMED: %s"
                .formatted(
                    missing,
                    producer.failure() == null
                        ? "no answer"
                        : FailureReason.of(producer.failure())));
    out.flush();
    return missing == 0;
  }
}
