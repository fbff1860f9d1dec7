package io.rapport.local;

import io.rapport.local.files.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The file {@value #NAME} of a stack's directory: the versions that wrote the directory, and the
 * ports that are used again.
 *
 * @param versions of the directory's layout, of Rapport and of the three programs, by name
 */
record StackProperties(Map<String, String> versions, StackPorts ports) {
  static final String NAME = "stack.properties";

  /** Changes when a directory of before cannot be used any more. */
  private static final String LAYOUT = "1";

  private static final String PORT = "port.";
  private static final int HIGHEST_PORT = 65_535;

  /** The versions of the programs that a start would run. */
  static Map<String, String> versions(StackHome home) {
    Map<String, String> versions = new TreeMap<>();
    versions.put("layout", LAYOUT);
    versions.put("rapport", build());
    versions.put("kafka", home.kafkaVersion());
    versions.put("flink", home.flinkVersion());
    versions.put("registry", home.registryVersion());
    return versions;
  }

  /**
   * The file of a directory; empty if there is none.
   *
   * @throws StackException if it cannot be read as such a file
   */
  static Optional<StackProperties> read(Path directory) {
    Path file = directory.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
      Map<String, String> versions = new TreeMap<>();
      properties.stringPropertyNames().stream()
          .filter(name -> !name.startsWith(PORT))
          .forEach(name -> versions.put(name, properties.getProperty(name)));
      return Optional.of(new StackProperties(versions, ports(properties)));
    } catch (IOException | IllegalArgumentException e) {
      throw new StackException(
          file
              + " cannot be read: "
              + e.getMessage()
              + ". Put back the file of a copy of the directory, or choose a new directory.",
          e);
    }
  }

  /** Writes the file at once or not at all. */
  void write(Path directory) throws IOException {
    Map<String, String> lines = new TreeMap<>(versions);
    lines.put(PORT + "broker", Integer.toString(ports.broker()));
    lines.put(PORT + "registry", Integer.toString(ports.registry()));
    lines.put(PORT + "flink", Integer.toString(ports.flink()));
    lines.put(PORT + "controller", Integer.toString(ports.controller()));
    lines.put(PORT + "flink-rpc", Integer.toString(ports.flinkRpc()));
    AtomicFile.write(directory.resolve(NAME), text(lines, "=") + "\n");
  }

  /**
   * @throws StackException if other versions have written the directory
   */
  void requireVersions(Path directory, Map<String, String> present) {
    if (!versions.equals(present)) {
      throw new StackException(
          """
          %s was written by other versions, and nothing in it was changed.
          It has    %s
          This is   %s
          Start it with the versions that wrote it, or choose a new directory.\
          """
              .formatted(directory, text(versions, " ", ", "), text(present, " ", ", ")));
    }
  }

  private static StackPorts ports(Properties properties) {
    return new StackPorts(
        port(properties, "broker"),
        port(properties, "registry"),
        port(properties, "flink"),
        port(properties, "controller"),
        port(properties, "flink-rpc"));
  }

  private static int port(Properties properties, String name) {
    String value = properties.getProperty(PORT + name, "");
    if (!value.matches("[1-9][0-9]{0,4}") || Integer.parseInt(value) > HIGHEST_PORT) {
      throw new IllegalArgumentException("its " + PORT + name + " is '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static String text(Map<String, String> lines, String between) {
    return text(lines, between, "\n");
  }

  private static String text(Map<String, String> lines, String between, String separator) {
    return lines.entrySet().stream()
        .map(line -> line.getKey() + between + line.getValue())
        .collect(Collectors.joining(separator));
  }

  private static String build() {
    Properties build = new Properties();
    try (InputStream in = StackProperties.class.getResourceAsStream("/rapport-build.properties")) {
      build.load(in);
      return build.getProperty("version");
    } catch (IOException e) {
      throw new StackException("Cannot read the version of this build", e);
    }
  }
}
