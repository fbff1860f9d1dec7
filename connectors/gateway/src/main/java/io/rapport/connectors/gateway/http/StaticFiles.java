package io.rapport.connectors.gateway.http;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import org.webjars.WebJarVersionLocator;

/** The files of the console, and the libraries that it and the documentation use. */
final class StaticFiles {

  private static final String WEB_JARS = "META-INF/resources/webjars";

  /** The documentation's viewer sets styles of its own. */
  private static final String DOCS_POLICY =
      SecurityHeaders.CONTENT_POLICY.replace(
          "style-src 'self'", "style-src 'self' 'unsafe-inline'");

  private StaticFiles() {}

  static HttpHandler handler() {
    HttpHandler missing =
        exchange ->
            Router.send(exchange, Problem.notFound("There is nothing at this address.").answer());
    ClassLoader classes = StaticFiles.class.getClassLoader();
    PathHandler paths = Handlers.path(files(classes, "console", missing, 0));
    paths.addPrefixPath("/console", files(classes, "console", missing, 0));
    paths.addPrefixPath("/webjars", webJars(files(classes, WEB_JARS, missing, 0)));
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

  /**
   * Adds the version to a library's path: {@code /uplot/dist/…} becomes {@code
   * /uplot/1.6.30/dist/…}. So only the build names the version. Browsers ask each time whether the
   * file has changed.
   */
  private static HttpHandler webJars(HttpHandler files) {
    WebJarVersionLocator versions = new WebJarVersionLocator();
    return exchange -> {
      String path = exchange.getRelativePath();
      int name = path.indexOf('/', 1);
      String found =
          name < 0 ? null : versions.path(path.substring(1, name), path.substring(name + 1));
      if (found != null) {
        exchange.setRelativePath("/" + found);
      }
      files.handleRequest(exchange);
    };
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
