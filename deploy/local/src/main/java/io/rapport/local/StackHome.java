package io.rapport.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory with the programs of the stack, assembled by the build: {@code kafka/lib}, {@code
 * flink/lib} and {@code registry}.
 */
record StackHome(Path directory) {
  static final String PROPERTY = "rapport.stack";
  private static final Pattern KAFKA_JAR = Pattern.compile("kafka-server-([0-9].*)\\.jar");
  private static final Pattern FLINK_JAR = Pattern.compile("flink-runtime-([0-9].*)\\.jar");
  private static final Pattern REGISTRY_JAR =
      Pattern.compile("apicurio-registry-app-([0-9].*)-runner\\.jar");

  /**
   * @throws StackException if the property {@value #PROPERTY} is not set or names no such directory
   */
  static StackHome find() {
    String value = System.getProperty(PROPERTY);
    if (value == null || value.isBlank()) {
      throw new StackException(
          "The system property "
              + PROPERTY
              + " is not set. It names the directory with the broker, the registry and Flink, which"
              + " the build assembles in deploy/local/target/stack. Start through deploy/rapport,"
              + " or pass -D"
              + PROPERTY
              + "=<directory>.");
    }
    Path directory = Path.of(value).toAbsolutePath().normalize();
    for (String part : List.of("kafka/lib", "flink/lib", "registry")) {
      if (!Files.isDirectory(directory.resolve(part))) {
        throw new StackException(
            directory.resolve(part)
                + " does not exist. Assemble the stack with: mvn package -DskipTests -pl"
                + " deploy/local -am");
      }
    }
    return new StackHome(directory);
  }

  String kafkaClassPath() {
    return directory.resolve("kafka/lib") + "/*";
  }

  String flinkClassPath() {
    return directory.resolve("flink/lib") + "/*";
  }

  Path registryJar() {
    return jar("registry", REGISTRY_JAR);
  }

  String kafkaVersion() {
    return version("kafka/lib", KAFKA_JAR);
  }

  String flinkVersion() {
    return version("flink/lib", FLINK_JAR);
  }

  String registryVersion() {
    return version("registry", REGISTRY_JAR);
  }

  private String version(String part, Pattern name) {
    return name.matcher(jar(part, name).getFileName().toString()).replaceFirst("$1");
  }

  private Path jar(String part, Pattern name) {
    try (Stream<Path> files = Files.list(directory.resolve(part))) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .findFirst()
          .orElseThrow(() -> new StackException("No " + name + " in " + directory.resolve(part)));
    } catch (IOException e) {
      throw new StackException("Cannot list " + directory.resolve(part), e);
    }
  }
}
