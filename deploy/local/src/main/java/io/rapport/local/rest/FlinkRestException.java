package io.rapport.local.rest;

/** Signals that Flink's REST API refused a request or did not answer. */
public class FlinkRestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FlinkRestException(String message) {
    super(message);
  }

  public FlinkRestException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Signals that Flink answered a request with an error. */
  public static final class Refused extends FlinkRestException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }
}
