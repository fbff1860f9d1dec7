package io.rapport.core.cleaning;

import java.util.List;

/** A rules file that cannot be used, with all that is wrong with it. */
public final class CleaningRulesException extends IllegalArgumentException {

  private final List<String> errors;

  /**
   * @param errors such as {@code line 12, rule `price-outlier`: threshold must be above 0}
   */
  public CleaningRulesException(List<String> errors) {
    super("The cleaning rules cannot be used:\n  " + String.join("\n  ", errors));
    this.errors = List.copyOf(errors);
  }

  /** All errors, in the order of their lines. */
  public List<String> errors() {
    return errors;
  }
}
