package io.rapport.local.supervision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rapport.local.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The file of a stack's restarts, a JSON object a line, oldest first. Holds at most {@value #MOST}
 * lines. One process writes it, any number may read it meanwhile. Lines that others have put there
 * are passed over.
 */
public final class RestartLog {
  private static final String NAME = "restarts.jsonl";
  private static final int MOST = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  private RestartLog(Path file) {
    this.file = file;
  }

  /** The restarts of the stack that lives, or lived, in a directory. */
  public static RestartLog in(Path stackDirectory) {
    return new RestartLog(stackDirectory.resolve(NAME));
  }

  /**
   * Writes the restart behind the others; the oldest is dropped when there are too many.
   *
   * @throws UncheckedIOException if the disk is full, for one
   */
  public void append(Restart restart) {
    List<Restart> all = new ArrayList<>(read());
    all.add(restart);
    String lines =
        last(all, MOST).stream().map(entry -> line(entry) + "\n").collect(Collectors.joining());
    try {
      AtomicFile.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** The last {@code count} restarts, oldest first. */
  public List<Restart> last(int count) {
    return last(read(), count);
  }

  private static List<Restart> last(List<Restart> all, int count) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /** All restarts in the file, oldest first; none if there is no file. */
  public List<Restart> read() {
    try {
      // Unlike readAllLines, this has a replacement for bytes that are no UTF-8.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .lines()
          .map(RestartLog::parse)
          .flatMap(Optional::stream)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static String line(Restart restart) {
    return JSON.createObjectNode()
        .put("component", restart.component())
        .put("endedAt", restart.endedAt().toString())
        .put("reason", restart.reason())
        .put("logLine", restart.logLine())
        .put("servedAt", restart.servedAt().toString())
        .toString();
  }

  /** Empty for a line that somebody else has put there: the record is no reason to fail. */
  private static Optional<Restart> parse(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return Optional.of(
          new Restart(
              json.path("component").asText(),
              Instant.parse(json.path("endedAt").asText()),
              json.path("reason").asText(),
              json.path("logLine").asText(),
              Instant.parse(json.path("servedAt").asText())));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
