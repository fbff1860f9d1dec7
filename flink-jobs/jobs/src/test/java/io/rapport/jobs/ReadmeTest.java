package io.rapport.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's option table is the one the code has. */
class ReadmeTest {

  private static final String START = "<!-- options -->\n";
  private static final String END = "<!-- /options -->";

  @Test
  void theOptionTableIsUpToDate() throws IOException {
    String readme = Files.readString(Path.of("..", "..", "README.md"));
    int from = readme.indexOf(START) + START.length();
    assertThat(readme.substring(from, readme.indexOf(END, from)))
        .as("print it with: deploy/rapport options --markdown")
        .isEqualTo(AllJobs.options().markdown());
  }
}
