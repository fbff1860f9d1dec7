package io.rapport.cli.accounting;

import io.rapport.command.terminal.TextTable;
import java.util.Collection;
import java.util.Comparator;

/** The ledgers of one or more jobs for the terminal. */
public final class LedgerTable {
  private LedgerTable() {}

  /** A table with a row for each consumer of each feed, in the order of the feeds. */
  public static TextTable of(Collection<Ledger> ledgers) {
    TextTable table =
        new TextTable(
            "FEED",
            "CONSUMER",
            "IN",
            "PROCESSED",
            "DEAD-LETTERED",
            "LATE",
            "DUPLICATE",
            "IN FLIGHT");
    ledgers.stream()
        .flatMap(ledger -> ledger.lines().stream())
        .sorted(Comparator.comparing(Ledger.Line::feed).thenComparing(Ledger.Line::consumer))
        .forEach(
            line ->
                table.row(
                    line.feed(),
                    line.consumer(),
                    line.in(),
                    line.processed(),
                    line.deadLettered(),
                    line.late(),
                    line.duplicate(),
                    line.inFlight()));
    return table;
  }
}
