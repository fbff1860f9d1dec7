package io.rapport.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The last lines that were written to a log file since some moment. What an earlier process wrote
 * there is no part of it.
 *
 * @param from the size of the file at that moment, in bytes
 */
public record LogTail(Path log, long from) {
  private static final int MOST_BYTES = 16_384;
  private static final int MOST_LINES = 25;

  /** The part of a file that is written from now on. */
  public static LogTail fromNow(Path log) {
    return new LogTail(log, Files.exists(log) ? log.toFile().length() : 0);
  }

  /** At most {@value #MOST_LINES} lines; none if nothing was written. */
  public List<String> lines() {
    if (!Files.isReadable(log)) {
      return List.of();
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long size = file.length();
      long start = size < from ? 0 : from; // A smaller file is a new one: the log was rolled.
      byte[] bytes = new byte[(int) Math.min(MOST_BYTES, size - start)];
      file.seek(size - bytes.length);
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(cannot read " + log + ": " + e.getMessage() + ")");
    }
  }
}
