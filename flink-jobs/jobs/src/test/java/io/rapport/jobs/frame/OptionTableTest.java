package io.rapport.jobs.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionTableTest {

  private final OptionTable table = OptionTable.of(RapportJob.COMMON_OPTIONS);

  @Test
  void everyOptionSaysWhatItIs() {
    assertThat(table.rows())
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.key()).matches("rapport(\\.[a-z]+(-[a-z]+)*)+");
              assertThat(row.description()).as(row.key()).endsWith(".");
            });
  }

  @Test
  void anUnknownKeyNamesTheClosest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.check(List.of("rapport.intake.max-futrue")))
        .withMessageContaining("Did you mean 'rapport.intake.max-future'?");
  }

  @Test
  void flinksKeysAndMapEntriesPass() {
    table.check(
        List.of("parallelism.default", "rapport.kafka.client-properties.security.protocol"));
  }

  @Test
  void theMarkdownHasALineAnOption() {
    assertThat(OptionTable.markdown(table.rows()).lines()).hasSize(table.rows().size() + 2);
  }

  @Test
  void everydayOptionsAreSetApart() {
    String key = "rapport.kafka.bootstrap-servers";
    OptionTable marked = OptionTable.of(RapportJob.COMMON_OPTIONS).withEveryday(List.of(key));
    assertThat(marked.everyday()).extracting(OptionTable.Row::key).containsExactly(key);
    assertThat(marked.others())
        .hasSize(marked.rows().size() - 1)
        .noneMatch(OptionTable.Row::everyday);
  }

  @Test
  void anEverydayOptionHasToExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.withEveryday(List.of("rapport.kafka.bootstrap-server")))
        .withMessageContaining("Did you mean 'rapport.kafka.bootstrap-servers'?");
  }
}
