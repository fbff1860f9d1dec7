package io.rapport.benchmarks.sessions;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads sessions from a file: one a line, item identifiers separated by spaces, plain or gzipped.
 */
final class SessionFile {

  private SessionFile() {}

  /**
   * Reads sessions in the file's order; empty lines are skipped.
   *
   * @param limit most sessions to read
   * @throws IOException when the file cannot be read or holds no session
   */
  static List<List<String>> read(Path file, long limit) throws IOException {
    List<List<String>> sessions = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && sessions.size() < limit) {
        if (!line.isBlank()) {
          sessions.add(Arrays.asList(line.strip().split("\\s+")));
        }
        line = lines.readLine();
      }
    }
    if (sessions.isEmpty()) {
      throw new IOException(file + " holds no session");
    }
    return sessions;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzipped ? new GZIPInputStream(in, 1 << 16) : in;
  }
}
