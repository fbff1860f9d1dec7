package io.rapport.local.process;

import java.util.Map;

/** The exit status of a child process, in words. */
public final class ExitStatus {
  /** Java gives the shell's number for a signal, but a program may end with such a number too. */
  private static final int SIGNALLED = 128;

  /** The signals that end a JVM, by Linux's numbers. */
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "HUP", 2, "INT", 4, "ILL", 6, "ABRT", 7, "BUS", 8, "FPE", 9, "KILL", 11, "SEGV", 15,
          "TERM");

  /** Flink's {@code FatalExitExceptionHandler.EXIT_CODE}, which is -17, as a system gives it. */
  private static final int FLINK_FATAL = 239;

  private ExitStatus() {}

  /** The signal that ended a process, or its exit status. */
  public static String describe(int status) {
    String signal = SIGNALS.get(status - SIGNALLED);
    return signal == null
        ? "exit status " + status
        : "signal %d (%s)".formatted(status - SIGNALLED, signal);
  }

  /** As {@link #describe}, of a process of Flink. */
  public static String describeFlink(int status) {
    return status == FLINK_FATAL
        ? describe(status)
            + " (Flink ended itself after a fatal error; see the last FATAL line of its log)"
        : describe(status);
  }
}
