package io.rapport.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The copies of the contracts, one of each version: the current contracts can read the records of
 * all, those of earlier versions are as they were released, and that of this version is as the
 * contracts are now.
 */
class ReleasedVersionsTest {

  private static final String CHECKSUMS = "SHA256SUMS";

  private static final String SNAPSHOT = "-SNAPSHOT";

  private static final String HOW_TO_COPY =
      """

      To copy the contracts of version %1$s:
        mkdir -p schemas/released/%1$s
        cp schemas/src/main/avro/*.avsc schemas/released/%1$s/
        (cd schemas/released/%1$s && sha256sum *.avsc > SHA256SUMS)
      """;

  static List<Path> releases() {
    return SchemaFiles.releases();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void areReadableByTheCurrentContracts(Path release) {
    Map<String, Schema> current = SchemaFiles.schemas(SchemaFiles.CURRENT);
    SchemaFiles.schemas(release)
        .forEach(
            (file, written) -> {
              assertThat(current)
                  .as("%s was released in %s and its topic may still hold it", file, release)
                  .containsKey(file);
              var result =
                  SchemaCompatibility.checkReaderWriterCompatibility(current.get(file), written);
              assertThat(result.getType())
                  .as(
                      """
                      The current %s cannot read what version %s wrote: %s.
                      Give new fields a default, never rename or retype one, keep enum symbols.""",
                      file, release.getFileName(), incompatibilities(result))
                  .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
              assertThat(current.get(file).getProp("topic"))
                  .as("the topic of " + file)
                  .isEqualTo(written.getProp("topic"));
            });
  }

  private static List<String> incompatibilities(SchemaPairCompatibility result) {
    return result.getResult().getIncompatibilities().stream()
        .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void areWhatWasReleased(Path release) throws IOException {
    List<String> sums =
        SchemaFiles.files(release).stream()
            .map(file -> checksum(file) + "  " + file.getFileName())
            .toList();

    assertThat(Files.readAllLines(release.resolve(CHECKSUMS)))
        .as(
            "A released contract never changes: restore %s. That of the version being made does.",
            release)
        .containsExactlyElementsOf(sums);
  }

  @Test
  void endWithThisVersionAsItIsNow() throws IOException {
    String version = System.getProperty("rapport.version");
    assertThat(version).as("rapport.version, which the build passes on").isNotBlank();
    String name = version.replace(SNAPSHOT, "");
    Path release = SchemaFiles.RELEASED.resolve(name);
    assertThat(release).as(HOW_TO_COPY, name).isDirectory();
    assertThat(SchemaFiles.schemas(release).keySet())
        .as("files of %s.%s", release, HOW_TO_COPY.formatted(name))
        .isEqualTo(SchemaFiles.schemas(SchemaFiles.CURRENT).keySet());
    for (Path file : SchemaFiles.files(SchemaFiles.CURRENT)) {
      assertThat(release.resolve(file.getFileName()))
          .as("%s differs from its copy.%s", file, HOW_TO_COPY.formatted(name))
          .hasSameTextualContentAs(file);
    }
  }

  @Test
  void startWithTheFirst() {
    assertThat(releases()).extracting(path -> path.getFileName().toString()).contains("0.1.0");
  }

  private static String checksum(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
