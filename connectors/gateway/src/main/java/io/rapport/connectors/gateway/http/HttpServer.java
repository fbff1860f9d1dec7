package io.rapport.connectors.gateway.http;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.xnio.Options;

/** The HTTP server that carries the routes. */
public final class HttpServer implements AutoCloseable {

  /** Connections that may wait to be accepted; the system's default of 128 refuses bursts. */
  private static final int BACKLOG = 1_000;

  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int MAX_HEADERS = 64;
  private static final int MAX_PARAMETERS = 32;

  private final HttpSettings settings;
  private final Undertow undertow;
  private final GracefulShutdownHandler graceful;

  /**
   * @param origins the origins whose pages may call
   */
  public HttpServer(HttpSettings settings, Router router, Predicate<String> origins) {
    this.settings = settings;
    HttpHandler routes = router.handler(SecurityHeaders.pages(StaticFiles.handler()));
    this.graceful = Handlers.gracefulShutdown(new SecurityHeaders(origins, routes));
    this.undertow =
        Undertow.builder()
            .addHttpListener(settings.port(), settings.bind())
            .setIoThreads(settings.ioThreads())
            .setWorkerThreads(settings.workerThreads())
            .setServerOption(
                UndertowOptions.REQUEST_PARSE_TIMEOUT,
                Math.toIntExact(settings.headerTimeout().toMillis()))
            .setServerOption(
                UndertowOptions.NO_REQUEST_TIMEOUT,
                Math.toIntExact(settings.idleTimeout().toMillis()))
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, BodyReader.mostRead(settings))
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
            .setServerOption(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
            .setServerOption(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
            .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .setSocketOption(Options.BACKLOG, BACKLOG)
            .setSocketOption(
                Options.WRITE_TIMEOUT, Math.toIntExact(settings.writeTimeout().toMillis()))
            .setSocketOption(Options.CONNECTION_HIGH_WATER, settings.connections())
            .setSocketOption(Options.CONNECTION_LOW_WATER, Math.max(1, settings.connections() - 1))
            .setHandler(graceful)
            .build();
  }

  public void start() {
    undertow.start();
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  /**
   * Refuses new requests with status 503 and waits for those under way.
   *
   * @return whether all of them ended in time
   */
  public boolean drain() {
    graceful.shutdown();
    try {
      return graceful.awaitShutdown(settings.shutdownTimeout().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    undertow.stop();
  }
}
