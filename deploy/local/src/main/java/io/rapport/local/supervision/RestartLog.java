package io.rapport.local.supervision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file of a stack's restarts, a JSON object a line, oldest first. Holds at most {@value #MOST}
 * lines. One process writes it, any number may read it meanwhile.
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

  /** Writes the restart behind the others; the oldest is dropped when there are too many. */
  public void append(Restart restart) {
    List<Restart> all = new ArrayList<>(read());
    all.add(restart);
    List<String> lines =
        all.subList(Math.max(0, all.size() - MOST), all.size()).stream()
            .map(RestartLog::line)
            .toList();
    Path next = file.resolveSibling(NAME + ".next");
    try {
      Files.write(next, lines, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All restarts in the file, oldest first; none if there is no file. */
  public List<Restart> read() {
    try {
      return Files.readAllLines(file).stream()
          .map(RestartLog::parse)
          .flatMap(Optional::stream)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Restart restart) {
    return JSON.createObjectNode()
        .put("component", restart.component())
        .put("endedAt", restart.endedAt().toString())
        .put("reason", restart.reason())
        .put("logLine", restart.logLine())
        .put("servedAt", restart.servedAt().toString())
        .put("number", restart.number())
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
              Instant.parse(json.path("servedAt").asText()),
              json.path("number").asInt()));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
