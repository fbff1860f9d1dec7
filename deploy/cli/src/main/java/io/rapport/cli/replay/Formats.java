package io.rapport.cli.replay;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that can be replayed. */
public final class Formats {

  private static final List<ReplayFormat> ALL =
      List.of(
          new SessionsFormat(),
          new SessionClicksFormat(),
          new BehaviourFormat(),
          new OnlineRetailFormat(),
          new TicketsFormat());

  private Formats() {}

  /** Their names, in the order of the help text. */
  public static List<String> names() {
    return ALL.stream().map(ReplayFormat::name).toList();
  }

  /** The format of a name. */
  public static Optional<ReplayFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** The headers of all formats, for people. */
  public static String headers() {
    return ALL.stream()
        .map(
            format ->
                format.name()
                    + ": "
                    + (format.headers().isEmpty()
                        ? "no header"
                        : String.join("; or ", format.headers())))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
