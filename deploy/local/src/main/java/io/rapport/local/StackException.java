package io.rapport.local;

/**
 * Signals that the local stack cannot start or failed; the message is written for the person at the
 * terminal.
 */
public class StackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
