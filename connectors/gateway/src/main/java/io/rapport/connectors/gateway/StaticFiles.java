package io.rapport.connectors.gateway;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;

/** The console's files, and the libraries that it and the documentation use. */
final class StaticFiles {

  private static final int A_DAY = 86_400;

  /** The documentation's viewer sets styles of its own. */
  private static final String DOCS_POLICY =
      Guard.CONTENT_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

  private StaticFiles() {}

  static HttpHandler handler() {
    HttpHandler missing =
        exchange ->
            Router.send(exchange, Problem.notFound("There is nothing at this address.").answer());
    ClassLoader classes = StaticFiles.class.getClassLoader();
    PathHandler paths = Handlers.path(files(classes, "console", missing, 0));
    paths.addPrefixPath("/webjars", files(classes, "META-INF/resources/webjars", missing, A_DAY));
    HttpHandler docs = files(classes, "docs", missing, 0);
    paths.addPrefixPath(
        "/docs",
        exchange -> {
          exchange.getResponseHeaders().put(new HttpString("Content-Security-Policy"), DOCS_POLICY);
          docs.handleRequest(exchange);
        });
    paths.addExactPath("/rapport.js", files(classes, "snippet", missing, 3_600, "/rapport.js"));
    return paths;
  }

  private static HttpHandler files(
      ClassLoader classes, String folder, HttpHandler missing, int seconds) {
    ResourceHandler files =
        new ResourceHandler(new ClassPathResourceManager(classes, folder), missing);
    files.setCacheTime(seconds == 0 ? null : seconds);
    if (seconds > 0) {
      return files;
    }
    return exchange -> {
      exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-cache");
      files.handleRequest(exchange);
    };
  }

  private static HttpHandler files(
      ClassLoader classes, String folder, HttpHandler missing, int seconds, String path) {
    HttpHandler files = files(classes, folder, missing, seconds);
    return exchange -> {
      exchange.setRelativePath(path);
      files.handleRequest(exchange);
    };
  }
}
