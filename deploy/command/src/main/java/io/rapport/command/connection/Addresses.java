package io.rapport.command.connection;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The addresses of broker, registry and Flink. The stack of {@code up} or {@code demo} writes its
 * own into a file, so that the other commands find it whatever its ports are.
 */
public record Addresses(String bootstrap, String registry, String flink) {
  static final Addresses DEFAULT =
      new Addresses(
          "localhost:9092", "http://localhost:8080/apis/ccompat/v7", "http://localhost:8081");

  /** The addresses of the running stack; the default ones if none runs. */
  static Addresses current(Path session) {
    return LocalStackFile.read(session).map(LocalStackFile::addresses).orElse(DEFAULT);
  }

  /**
   * Writes the file of the running stack.
   *
   * @param directory of the stack
   */
  public void write(Path session, Path directory) {
    Properties properties = new Properties();
    properties.setProperty("directory", directory.toString());
    properties.setProperty("bootstrap", bootstrap);
    properties.setProperty("registry", registry);
    properties.setProperty("flink", flink);
    properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
    try {
      Files.createDirectories(session.getParent());
      store(properties, session);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the address of the gateway and its console to the file, once it is known. */
  public static void addGateway(Path session, String url) {
    try {
      Properties properties = load(session);
      properties.setProperty("gateway", url);
      store(properties, session);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the file if it is this process's own. */
  public static void forget(Path session) {
    try {
      if (Files.exists(session) && pid(load(session)) == ProcessHandle.current().pid()) {
        Files.deleteIfExists(session);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stack that runs on this machine, as its file tells of it. */
  record LocalStackFile(Addresses addresses, Path directory, Optional<String> gateway) {

    /** The file's content; empty if there is no file, or the process that wrote it has ended. */
    static Optional<LocalStackFile> read(Path session) {
      if (!Files.isReadable(session)) {
        return Optional.empty();
      }
      try {
        Properties properties = load(session);
        if (ProcessHandle.of(pid(properties)).isEmpty()) {
          return Optional.empty();
        }
        Addresses addresses =
            new Addresses(
                properties.getProperty("bootstrap"),
                properties.getProperty("registry"),
                properties.getProperty("flink"));
        return Optional.of(
            new LocalStackFile(
                addresses,
                Path.of(properties.getProperty("directory")),
                Optional.ofNullable(properties.getProperty("gateway"))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void store(Properties properties, Path session) throws IOException {
    try (Writer out = Files.newBufferedWriter(session)) {
      properties.store(out, "The running stack");
    }
  }

  private static Properties load(Path session) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(session)) {
      properties.load(in);
    }
    return properties;
  }

  private static long pid(Properties properties) {
    return Long.parseLong(properties.getProperty("pid"));
  }
}
