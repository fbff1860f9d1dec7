package io.rapport.benchmarks.evaluation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
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
          .build();

  private static final int GZIP_MAGIC = 0x1f8b;

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
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    raw.mark(2);
    boolean zipped = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
    raw.reset();
    return new InputStreamReader(zipped ? new GZIPInputStream(raw) : raw, StandardCharsets.UTF_8);
  }
}
