package io.rapport.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses and checks the ports of the loopback interface. */
public final class Ports {
  private static final int PROBE_MILLIS = 200;
  private static final int TRIES = 1_000;

  // Below 32768, from where Linux takes ports for outgoing connections, others from 49152.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_768;

  private Ports() {}

  /**
   * {@code count} different free ports. None is of those that systems usually give to outgoing
   * connections: one of them could take it before it is listened on.
   */
  public static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int tries = 0; held.size() < count; tries++) {
        hold(tries < TRIES ? ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST) : 0)
            .ifPresent(held::add);
        if (tries >= 2 * TRIES) {
          throw new StackException("No free port on the loopback interface");
        }
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(Ports::release);
    }
  }

  /** A socket that listens on a port, 0 for any; empty if it is in use. */
  private static Optional<ServerSocket> hold(int port) {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes sure that a port can be listened on.
   *
   * @param what will listen there, named in the error
   * @param option the option that sets this port, named in the error
   * @throws StackException if something else listens on the port
   */
  public static void requireFree(int port, String what, String option) {
    if (!isFree(port)) {
      throw new StackException(
          "Port "
              + port
              + " for the "
              + what
              + " is in use by another program. Choose another with "
              + option
              + " (0 takes any free port), or stop that program.");
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new StackException("Cannot release port " + socket.getLocalPort(), e);
    }
  }
}
