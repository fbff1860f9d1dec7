package io.rapport.benchmarks.purchases;

import io.rapport.benchmarks.evaluation.CsvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A reader of recorded purchases, in one of two forms. {@code timestamp,user_id,item_id,event}:
 * views, carts and buys, each buy an order of its own. {@code
 * InvoiceNo,StockCode,…,InvoiceDate,…,CustomerID}: each line is put into the cart, a second after
 * the line before it, and the invoice is the order; a cancellation, whose number begins with C, is
 * a return; a customer without a number is the invoice.
 */
final class ShopFile {

  private static final Set<String> BEHAVIOUR = Set.of("timestamp", "user_id", "item_id", "event");
  private static final Set<String> INVOICES =
      Set.of("InvoiceNo", "StockCode", "InvoiceDate", "CustomerID");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final long SECOND = 1_000;

  private ShopFile() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if there is none, or of another form
   */
  static List<ShopStep> read(Path file) throws IOException {
    try (CSVParser rows = CsvFile.open(file)) {
      if (rows.getHeaderNames().containsAll(BEHAVIOUR)) {
        return behaviour(rows);
      }
      if (rows.getHeaderNames().containsAll(INVOICES)) {
        return invoices(rows);
      }
      throw new IllegalArgumentException(
          "%s has the columns %s; wanted are %s or %s."
              .formatted(file, rows.getHeaderNames(), BEHAVIOUR, INVOICES));
    }
  }

  private static List<ShopStep> behaviour(CSVParser rows) {
    List<ShopStep> steps = new ArrayList<>();
    for (CSVRecord row : rows) {
      boolean buy = row.get("event").equals("buy");
      ShopStep.Kind kind =
          switch (row.get("event")) {
            case "view" -> ShopStep.Kind.VIEW;
            case "cart" -> ShopStep.Kind.CART;
            case "buy" -> ShopStep.Kind.ORDER;
            default ->
                throw new IllegalArgumentException(
                    "line %d: no event is called %s"
                        .formatted(row.getRecordNumber() + 1, row.get("event")));
          };
      long time = Long.parseLong(row.get("timestamp")) * SECOND;
      steps.add(ShopStep.of(row.get("user_id"), row.get("item_id"), time, kind, buy));
    }
    return steps;
  }

  private static List<ShopStep> invoices(CSVParser rows) {
    List<ShopStep> steps = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    CSVRecord before = null;
    for (CSVRecord row : rows) {
      if (before != null && !before.get("InvoiceNo").equals(row.get("InvoiceNo"))) {
        end(before, lines, steps);
        lines = new ArrayList<>();
      }
      before = row;
      lines.add(row.get("StockCode"));
      String title = row.get("Description").strip();
      if (!title.isEmpty() && listed.add(row.get("StockCode"))) {
        steps.add(ShopStep.listed(row.get("StockCode"), title, time(row)));
      }
      if (!cancelled(row)) {
        steps.add(
            ShopStep.of(
                user(row),
                row.get("StockCode"),
                time(row) + lines.size() * SECOND,
                ShopStep.Kind.CART,
                true));
      }
    }
    if (before != null) {
      end(before, lines, steps);
    }
    return steps;
  }

  private static void end(CSVRecord line, List<String> items, List<ShopStep> steps) {
    long time = time(line) + (items.size() + 1) * SECOND;
    ShopStep.Kind kind = cancelled(line) ? ShopStep.Kind.RETURN : ShopStep.Kind.ORDER;
    steps.add(new ShopStep(user(line), List.copyOf(items), time, kind, false, null));
  }

  private static boolean cancelled(CSVRecord row) {
    return row.get("InvoiceNo").startsWith("C");
  }

  private static String user(CSVRecord row) {
    return row.get("CustomerID").isBlank()
        ? "invoice-" + row.get("InvoiceNo")
        : row.get("CustomerID");
  }

  private static long time(CSVRecord row) {
    return LocalDateTime.parse(row.get("InvoiceDate"), TIME)
        .toInstant(ZoneOffset.UTC)
        .toEpochMilli();
  }
}
