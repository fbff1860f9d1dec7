package io.rapport.connectors.kafka.registry;

import java.util.List;

/**
 * Signals that the registry refused a schema: it is invalid, or incompatible with what readers rely
 * on.
 */
public final class RefusedSchemaException extends RuntimeException {

  private final String subject;
  private final List<String> incompatibilities;

  RefusedSchemaException(String subject, List<String> incompatibilities, Throwable cause) {
    super(
        "The registry refuses the schema of subject "
            + subject
            + ": "
            + (incompatibilities.isEmpty()
                ? cause.getMessage()
                : String.join("; ", incompatibilities)),
        cause);
    this.subject = subject;
    this.incompatibilities = List.copyOf(incompatibilities);
  }

  /** The subject the schema was meant for. */
  public String subject() {
    return subject;
  }

  /** The incompatibilities, in the registry's words; empty when it names none. */
  public List<String> incompatibilities() {
    return incompatibilities;
  }
}
