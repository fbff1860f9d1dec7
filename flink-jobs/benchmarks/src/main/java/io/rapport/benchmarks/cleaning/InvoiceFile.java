package io.rapport.benchmarks.cleaning;

import io.rapport.benchmarks.evaluation.CsvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A reader of recorded invoices, in the order of time. Cancellations, and lines whose quantity is
 * not positive, are left out: they are no purchases.
 */
final class InvoiceFile {

  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private static final Set<String> COLUMNS =
      Set.of(
          "InvoiceNo",
          "StockCode",
          "Description",
          "Quantity",
          "InvoiceDate",
          "UnitPrice",
          "CustomerID",
          "Country");

  private InvoiceFile() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if there is none, or of another form
   */
  static List<Invoice> read(Path file) throws IOException {
    List<Invoice> invoices = new ArrayList<>();
    try (CSVParser rows = CsvFile.open(file)) {
      if (!rows.getHeaderNames().containsAll(COLUMNS)) {
        throw new IllegalArgumentException(
            "%s has the columns %s; wanted are %s."
                .formatted(file, rows.getHeaderNames(), COLUMNS));
      }
      Invoice last = null;
      for (CSVRecord row : rows) {
        String number = row.get("InvoiceNo");
        int quantity = Integer.parseInt(row.get("Quantity"));
        if (number.startsWith("C") || quantity <= 0) {
          continue;
        }
        if (last == null || !last.number().equals(number)) {
          last = invoice(number, row);
          invoices.add(last);
        }
        last.lines()
            .add(
                new Invoice.Line(
                    row.get("StockCode"),
                    row.get("Description").strip(),
                    quantity,
                    Double.parseDouble(row.get("UnitPrice"))));
      }
    }
    return invoices;
  }

  /** A time as the file writes it. */
  static String text(long time) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC).format(TIME);
  }

  private static Invoice invoice(String number, CSVRecord row) {
    long time =
        LocalDateTime.parse(row.get("InvoiceDate"), TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
    return new Invoice(
        number, row.get("CustomerID").strip(), row.get("Country"), time, new ArrayList<>());
  }
}
