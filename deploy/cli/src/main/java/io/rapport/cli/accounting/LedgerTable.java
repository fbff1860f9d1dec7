package io.rapport.cli.accounting;

import io.rapport.command.terminal.TextTable;

/** A ledger for the terminal. */
public final class LedgerTable {
  private LedgerTable() {}

  public static TextTable of(Ledger ledger) {
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
    for (Ledger.Line line : ledger.lines()) {
      table.row(
          line.feed(),
          line.consumer(),
          line.in(),
          line.processed(),
          line.deadLettered(),
          line.late(),
          line.duplicate(),
          line.inFlight());
    }
    return table;
  }
}
