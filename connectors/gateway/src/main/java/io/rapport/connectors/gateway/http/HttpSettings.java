package io.rapport.connectors.gateway.http;

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
    Optional<String> grafana) {}
