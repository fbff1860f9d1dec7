package io.rapport.local;

/** Signals that Flink's REST API refused a request or did not answer. */
public class FlinkRestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FlinkRestException(String message) {
    super(message);
  }

  public FlinkRestException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether Flink did answer, and refused what was asked for. */
  public boolean answered() {
    return getCause() == null;
  }
}
