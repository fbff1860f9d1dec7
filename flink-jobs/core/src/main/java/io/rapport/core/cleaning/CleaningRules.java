package io.rapport.core.cleaning;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The rules of a rules file, in its order. Travels as the text of the file.
 *
 * @param yaml the text, checked
 */
public record CleaningRules(String yaml) implements Serializable {

  /** The name of the shipped rules file on the class path. */
  public static final String SHIPPED = "rapport-cleaning.yaml";

  /**
   * Checks the text of a rules file.
   *
   * @throws CleaningRulesException with every error in it, by line and rule
   */
  public CleaningRules {
    RulesParser.parse(yaml);
  }

  /**
   * The rules in a text.
   *
   * @throws CleaningRulesException with every error in it, by line and rule
   */
  public static CleaningRules parse(String yaml) {
    return new CleaningRules(yaml);
  }

  /** The rules that come with Rapport. */
  public static CleaningRules shipped() {
    try (InputStream in = CleaningRules.class.getResourceAsStream("/" + SHIPPED)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules, in the order of the file. */
  public List<CleaningRule> list() {
    return RulesParser.parse(yaml);
  }
}
