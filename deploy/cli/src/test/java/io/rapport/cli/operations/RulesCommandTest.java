package io.rapport.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {

  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("rules"), text);
  }

  @Test
  void yamlAndJsonAreReadAlike() throws IOException {
    String expected = "{\"rules\":{\"categoryCap\":2,\"blockedItems\":[\"a\"]}}";
    assertThat(RulesCommand.read(file(expected))).isEqualTo(expected);
    assertThat(RulesCommand.read(file("rules:\n  categoryCap: 2\n  blockedItems: [a]\n")))
        .isEqualTo(expected);
  }

  @Test
  void whatIsNeitherIsRefusedWithItsName() throws IOException {
    Path broken = file("rules: [a: }");
    assertThatThrownBy(() -> RulesCommand.read(broken)).hasMessageContaining("neither YAML");
  }
}
