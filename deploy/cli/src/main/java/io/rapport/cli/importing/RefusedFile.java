package io.rapport.cli.importing;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A file of refused records: line, reason, detail and the record itself, as CSV in UTF-8. */
final class RefusedFile implements Closeable {

  private final CSVPrinter printer;

  RefusedFile(Path file) throws IOException {
    BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader("line", "reason", "detail", "record")
            .setRecordSeparator('\n')
            .build();
    printer = new CSVPrinter(writer, format);
  }

  void add(RefusedRecord record) throws IOException {
    printer.printRecord(record.line(), record.reason(), record.detail(), record.text());
  }

  @Override
  public void close() throws IOException {
    printer.close(true);
  }
}
