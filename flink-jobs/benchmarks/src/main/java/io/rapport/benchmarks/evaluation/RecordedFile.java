package io.rapport.benchmarks.evaluation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Opens files of recorded data, plain or gzipped: told by their first bytes, not by their names.
 */
public final class RecordedFile {

  private static final int BUFFER = 1 << 16;

  private RecordedFile() {}

  /** Opens a file's plain bytes; to be closed. */
  public static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzipped ? new GZIPInputStream(in, BUFFER) : in;
  }
}
