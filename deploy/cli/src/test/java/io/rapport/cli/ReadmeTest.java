package io.rapport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's table of the gateway's options is the one the code has. */
class ReadmeTest {

  private static final String START = "<!-- gateway-options -->\n";
  private static final String END = "<!-- /gateway-options -->";

  @Test
  void theTableOfTheGatewaysOptionsIsUpToDate() throws IOException {
    String readme = Files.readString(Path.of("..", "..", "README.md"));
    int from = readme.indexOf(START) + START.length();
    assertThat(readme.substring(from, readme.indexOf(END, from)))
        .as("print it with: deploy/rapport options --markdown")
        .isEqualTo(OptionsCommand.gateway().markdown());
  }
}
