package io.rapport.cli;

/** A ledger for the terminal. */
final class LedgerTable {
  private LedgerTable() {}

  static TextTable of(Ledger ledger) {
    TextTable table =
        new TextTable(
            "FEED", "CONSUMER", "IN", "PROCESSED", "DEAD-LETTERED", "LATE", "DUPLICATE", "OPEN");
    for (Ledger.Line line : ledger.lines()) {
      table.row(
          line.feed(),
          line.consumer(),
          line.in(),
          line.processed(),
          line.deadLettered(),
          line.late(),
          line.duplicate(),
          line.open());
    }
    return table;
  }
}
