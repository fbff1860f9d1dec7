package io.rapport.connectors.sources.mapping;

import java.util.List;

/** A mapping file that cannot be used, with all that is wrong with it. */
public final class MappingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final List<String> errors;

  /**
   * @param errors such as {@code line 7, column `E-Mail`: there is no field mail}
   */
  MappingException(List<String> errors) {
    super("The mapping cannot be used:\n  " + String.join("\n  ", errors));
    this.errors = List.copyOf(errors);
  }

  /** All errors, in the order of their lines. */
  public List<String> errors() {
    return errors;
  }
}
