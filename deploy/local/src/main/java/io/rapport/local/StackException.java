package io.rapport.local;

/**
 * The local stack cannot start or went wrong; the message is written for the person at the
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
