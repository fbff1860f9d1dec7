package io.rapport.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Chooses and checks the ports of the loopback interface. */
public final class Ports {
  private static final int PROBE_MILLIS = 200;

  private Ports() {}

  /** {@code count} different free ports. */
  static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } catch (IOException e) {
      throw new StackException("No free port on the loopback interface", e);
    } finally {
      held.forEach(Ports::release);
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
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new StackException(
          "Port "
              + port
              + " for the "
              + what
              + " is in use by another program. Choose another with "
              + option
              + " (0 takes any free port), or stop that program.",
          e);
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
