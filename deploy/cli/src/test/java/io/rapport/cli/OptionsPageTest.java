package io.rapport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.jobs.AllJobs;
import io.rapport.jobs.frame.OptionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {

  @Test
  void theCommittedPageIsTheOneTheCodeMakes() throws IOException {
    assertThat(Files.readString(Path.of("..", "..", "flink-jobs", "OPTIONS.md")))
        .as("write it with: deploy/rapport options --markdown > flink-jobs/OPTIONS.md")
        .isEqualTo(OptionsPage.markdown());
  }

  @Test
  void everyOptionHasOneRow() {
    assertThat(OptionsPage.markdown().lines().filter(line -> line.startsWith("| `rapport.")))
        .hasSize(AllJobs.options().rows().size() + OptionsPage.gateway().rows().size());
  }

  @Test
  void everydayOptionsComeFirst() {
    String page = OptionsPage.markdown();
    for (OptionTable.Row row : OptionsPage.gateway().everyday()) {
      assertThat(page.indexOf("`" + row.key() + "`"))
          .as(row.key())
          .isLessThan(page.indexOf("## Leave alone"));
    }
  }
}
