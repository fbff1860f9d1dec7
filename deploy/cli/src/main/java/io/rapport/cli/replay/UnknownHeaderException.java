package io.rapport.cli.replay;

/** Signals a first line that is no header of the format. */
public final class UnknownHeaderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownHeaderException(String fileName, ReplayFormat format) {
    super(
        "%s does not begin with a header of the format %s. It understands: %s"
            .formatted(fileName, format.name(), String.join("; or ", format.headers())));
  }
}
