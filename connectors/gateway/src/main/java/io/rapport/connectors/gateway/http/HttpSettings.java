package io.rapport.connectors.gateway.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The options of the server. Sizes are in bytes. */
public record HttpSettings(
    String bind,
    int port,
    List<String> corsOrigins,
    int trustedProxies,
    int connections,
    int ioThreads,
    int workerThreads,
    int requests,
    int maxBody,
    Duration bodyTimeout,
    Duration headerTimeout,
    Duration idleTimeout,
    Duration writeTimeout,
    Duration shutdownTimeout,
    Optional<String> grafana) {

  /** Whether only this host can reach what listens there. */
  public static boolean isLoopback(String address) {
    try {
      return address != null && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
