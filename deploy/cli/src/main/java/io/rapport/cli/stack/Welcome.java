package io.rapport.cli.stack;

import io.rapport.command.connection.Addresses;
import java.io.PrintWriter;

/** Prints the addresses of the stack's parts. */
public final class Welcome {
  private Welcome() {}

  public static void print(PrintWriter out, LocalSession session, String gateway) {
    Addresses addresses = session.addresses();
    out.printf(
        """

        Console and API   %s
        Flink dashboard   %s
        Kafka broker      %s
        Schema registry   %s
        Data and logs     %s

        End with Ctrl-C. From another terminal: rapport status, rapport topics describe,
        rapport dead-letters list

        """,
        gateway,
        addresses.flink(),
        addresses.bootstrap(),
        addresses.registry(),
        session.stack().directory());
    out.flush();
  }
}
