package io.rapport.command.connection;

import io.rapport.local.files.AtomicFile;
import io.rapport.local.process.ProcessMark;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The addresses of broker, registry and Flink. The stack of {@code up} or {@code demo} writes its
 * own into a file, so that the other commands find it whatever its ports are.
 */
public record Addresses(String bootstrap, String registry, String flink) {
  private static final String PROCESS = "process";
  private static final Set<String> NEEDED =
      Set.of("bootstrap", "registry", "flink", "directory", PROCESS);

  static final Addresses DEFAULT =
      new Addresses(
          "localhost:9092", "http://localhost:8080/apis/ccompat/v7", "http://localhost:8081");

  /** The directory of the running stack. */
  public static Optional<Path> stackDirectory(Path session) {
    return LocalStackFile.read(session).map(LocalStackFile::directory);
  }

  /** The addresses of the running stack; the default ones if none runs. */
  static Addresses current(Path session) {
    return LocalStackFile.read(session).map(LocalStackFile::addresses).orElse(DEFAULT);
  }

  /**
   * Writes the file of the running stack, at once or not at all.
   *
   * @param directory of the stack
   * @param gateway address of the gateway and its console, once it is known
   */
  public void write(Path session, Path directory, Optional<String> gateway) {
    Properties properties = new Properties();
    properties.setProperty("directory", directory.toString());
    properties.setProperty("bootstrap", bootstrap);
    properties.setProperty("registry", registry);
    properties.setProperty("flink", flink);
    properties.setProperty(PROCESS, ProcessMark.of(ProcessHandle.current()));
    gateway.ifPresent(url -> properties.setProperty("gateway", url));
    try {
      StringWriter text = new StringWriter();
      properties.store(text, "The running stack");
      Files.createDirectories(session.getParent());
      AtomicFile.write(session, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + session, e);
    }
  }

  /** Removes the file if it is this process's own. */
  public static void forget(Path session) {
    try {
      if (load(session).flatMap(Addresses::process).equals(Optional.of(ProcessHandle.current()))) {
        Files.deleteIfExists(session);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + session, e);
    }
  }

  /** A stack that runs on this machine, as its file tells of it. */
  record LocalStackFile(Addresses addresses, Path directory, Optional<String> gateway) {

    /**
     * The file's content; empty if there is no file, it is broken, or the process that wrote it has
     * ended.
     */
    static Optional<LocalStackFile> read(Path session) {
      try {
        return load(session)
            .filter(properties -> properties.stringPropertyNames().containsAll(NEEDED))
            .filter(properties -> process(properties).isPresent())
            .map(LocalStackFile::of);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + session, e);
      }
    }

    private static LocalStackFile of(Properties properties) {
      return new LocalStackFile(
          new Addresses(
              properties.getProperty("bootstrap"),
              properties.getProperty("registry"),
              properties.getProperty("flink")),
          Path.of(properties.getProperty("directory")),
          Optional.ofNullable(properties.getProperty("gateway")));
    }
  }

  /** The file's properties; empty if there is no file, or it holds something else. */
  private static Optional<Properties> load(Path session) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(session)) {
      properties.load(in);
      return Optional.of(properties);
    } catch (NoSuchFileException | CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The process that wrote the file, if it lives. */
  private static Optional<ProcessHandle> process(Properties properties) {
    return ProcessMark.live(properties.getProperty(PROCESS, ""));
  }
}
