package io.rapport.command.terminal;

import java.util.Arrays;
import java.util.Optional;

/**
 * Tells whether a standard stream goes to a terminal, on which a line can be written anew. Java
 * itself knows only of input and output together, so the launcher says it of each stream.
 */
public final class Terminal {

  /** The streams that are terminals, separated by commas: {@code out}, {@code err}. */
  static final String PROPERTY = "rapport.terminals";

  private Terminal() {}

  /** Whether standard output is a terminal. */
  public static boolean isOutput() {
    return is("out");
  }

  /** Whether standard error is a terminal. */
  public static boolean isError() {
    return is("err");
  }

  // Rapport runs on Java 17, where a console that is not null is a terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean is(String stream) {
    return is(
        stream, System.getProperty(PROPERTY), System.console() != null, System.getenv("TERM"));
  }

  /**
   * Decides for one stream.
   *
   * @param told the streams that the launcher found to be terminals; null where it did not look
   * @param console whether the process as a whole has a terminal
   * @param type of the terminal, as in the environment; null if unknown
   */
  static boolean is(String stream, String told, boolean console, String type) {
    boolean rewrites = !"dumb".equals(type);
    return rewrites
        && Optional.ofNullable(told)
            .map(streams -> Arrays.asList(streams.split(",", -1)).contains(stream))
            .orElse(console);
  }
}
