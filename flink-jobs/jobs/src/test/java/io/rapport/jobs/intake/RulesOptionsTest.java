package io.rapport.jobs.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rapport.core.cleaning.CleaningRules;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesOptionsTest {

  @TempDir private Path directory;

  @Test
  void theRulesAreTheShippedOnesUnlessAFileIsNamed() throws Exception {
    assertThat(RulesOptions.rules(new Configuration())).isEqualTo(CleaningRules.shipped());
    String none = "version: 1\nrules: []\n";
    assertThat(RulesOptions.rules(naming(none)).yaml()).isEqualTo(none);
  }

  @Test
  void aFileThatCannotBeUsedIsRefusedWithItsNameAndEveryError() throws Exception {
    Configuration config = naming("version: 1\nrules:\n  - name: a\n    on: click.price\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RulesOptions.rules(config))
        .withMessageContaining("rules.yaml")
        .withMessageContaining("line 3, rule `a`: a rule has one of required");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RulesOptions.rules(
                    new Configuration().set(RulesOptions.RULES, directory + "/none.yaml")))
        .withMessageContaining("rapport.intake.rules names a file that cannot be read");
  }

  private Configuration naming(String rules) throws Exception {
    Path file = directory.resolve("rules.yaml");
    Files.writeString(file, rules);
    return new Configuration().set(RulesOptions.RULES, file.toString());
  }
}
