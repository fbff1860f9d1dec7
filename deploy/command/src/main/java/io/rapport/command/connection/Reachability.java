package io.rapport.command.connection;

import io.rapport.command.CommandFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** Checks that something listens at an address. */
public final class Reachability {
  private static final int TIMEOUT_MILLIS = 3_000;

  private Reachability() {}

  /**
   * @param addresses host:port pairs, comma-separated; one that answers is enough
   * @param option the option that sets them, named in the error
   * @throws CommandFailedException if none answers
   */
  public static void require(String what, String addresses, String option) {
    boolean reached = List.of(addresses.split(",")).stream().anyMatch(Reachability::answers);
    if (!reached) {
      throw new CommandFailedException(
          "No "
              + what
              + " answers at "
              + addresses
              + ". Start a local one with: rapport up. Or say where it is with "
              + option
              + ".");
    }
  }

  private static boolean answers(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      return false;
    }
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(address.substring(colon + 1).strip());
      socket.connect(
          new InetSocketAddress(address.substring(0, colon).strip(), port), TIMEOUT_MILLIS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
