package io.rapport.command;

/** The reason of a failure in one line, for whoever called a command. */
public final class FailureReason {

  private FailureReason() {}

  /** The exception's message, with its type where a bare message would not be understood. */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    boolean own = failure.getClass().getName().startsWith("io.rapport.");
    return own || failure instanceof IllegalArgumentException
        ? message
        : failure.getClass().getSimpleName() + ": " + message;
  }
}
