package io.rapport.benchmarks.sessions;

import io.rapport.benchmarks.evaluation.RecordedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        new BufferedReader(
            new InputStreamReader(RecordedFile.open(file), StandardCharsets.UTF_8))) {
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
}
