package io.rapport.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schemas in the tree: the current ones and those of every release. */
final class SchemaFiles {

  private static final Path BASE = Path.of(System.getProperty("basedir", "."));
  static final Path CURRENT = BASE.resolve("src/main/avro");
  static final Path RELEASED = BASE.resolve("released");

  private SchemaFiles() {}

  static List<Path> releases() {
    try (Stream<Path> directories = Files.list(RELEASED)) {
      return directories.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schemas of a directory by file name. */
  static Map<String, Schema> schemas(Path directory) {
    Map<String, Schema> schemas = new TreeMap<>();
    for (Path file : files(directory)) {
      try {
        schemas.put(file.getFileName().toString(), new Schema.Parser().parse(file.toFile()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return schemas;
  }
}
