package io.rapport.jobs.intake;

import io.rapport.core.cleaning.CleaningRules;
import io.rapport.core.cleaning.CleaningRulesException;
import io.rapport.jobs.options.OptionPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The option that names the rules of cleaning. */
public final class RulesOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.intake");

  public static final ConfigOption<String> RULES =
      OPTIONS.text(
          "rules",
          "",
          "File with the rules of cleaning, read when the job is submitted; empty for the rules"
              + " that come with Rapport. CLEANING.md describes it.");

  private RulesOptions() {}

  /**
   * The rules of cleaning.
   *
   * @throws IllegalArgumentException if there is no such file, or its rules cannot be used; the
   *     message has every error, by line and rule
   */
  public static CleaningRules rules(ReadableConfig config) {
    String file = config.get(RULES);
    if (file.isBlank()) {
      return CleaningRules.shipped();
    }
    try {
      return CleaningRules.parse(Files.readString(Path.of(file)));
    } catch (CleaningRulesException e) {
      throw new IllegalArgumentException(RULES.key() + "=" + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s names a file that cannot be read: %s".formatted(RULES.key(), file), e);
    }
  }
}
