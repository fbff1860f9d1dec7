package io.rapport.benchmarks.evaluation;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Opens CSV files with a heading line, plain or gzipped. */
public final class CsvFile {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setAllowMissingColumnNames(true) // a data frame's index has no name
          .build();

  private CsvFile() {}

  /**
   * Opens a file; to be closed.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public static CSVParser open(Path file) throws IOException {
    try {
      return FORMAT.parse(reader(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no file " + file + ".", e);
    }
  }

  private static Reader reader(Path file) throws IOException {
    return new InputStreamReader(RecordedFile.open(file), StandardCharsets.UTF_8);
  }
}
