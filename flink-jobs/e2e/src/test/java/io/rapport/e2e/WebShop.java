package io.rapport.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A shop's own web server, of another origin than the gateway's: a page with the snippet in it. */
final class WebShop implements AutoCloseable {

  private final HttpServer server;
  private volatile String gateway;
  private volatile String key;

  private WebShop(HttpServer server) {
    this.server = server;
  }

  static WebShop open() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      WebShop shop = new WebShop(server);
      server.createContext(
          "/",
          exchange -> {
            byte[] page = shop.page().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
          });
      server.start();
      return shop;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets the gateway that its pages load the snippet from. */
  void useGateway(String url) {
    useGateway(url, null);
  }

  /** Sets the gateway that its pages load the snippet from, and the key they use there. */
  void useGateway(String url, String browserKey) {
    gateway = url;
    key = browserKey;
  }

  /** The address its pages may call the gateway from. */
  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The same server by a name that nobody allowed. */
  String strangeOrigin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private String page() {
    return """
    <!doctype html>
    <title>A shop</title>
    <link rel="icon" href="data:,">
    <script src="%s/rapport.js" data-site="default" %s defer></script>
    <h1>A lamp</h1>
    """
        .formatted(gateway, key == null ? "" : "data-key=\"" + key + "\"");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
