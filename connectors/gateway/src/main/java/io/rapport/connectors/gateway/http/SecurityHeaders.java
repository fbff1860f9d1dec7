package io.rapport.connectors.gateway.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.function.Predicate;

/**
 * The first handler of every request: sets the headers that keep browsers safe, and refuses pages
 * of origins that are not allowed.
 */
final class SecurityHeaders implements HttpHandler {

  /** The policy of pages: only content that the gateway itself serves, and no inline code. */
  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** The policy of all other answers; short, because it is sent with each. */
  private static final String DATA_POLICY = "default-src 'none'";

  private static final HttpString POLICY = new HttpString("Content-Security-Policy");
  private static final HttpString SNIFFING = new HttpString("X-Content-Type-Options");
  private static final HttpString REFERRER = new HttpString("Referrer-Policy");
  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");
  private static final HttpString MAX_AGE = new HttpString("Access-Control-Max-Age");

  private final Predicate<String> origins;
  private final HttpHandler next;

  /**
   * @param origins the origins whose pages may call
   */
  SecurityHeaders(Predicate<String> origins, HttpHandler next) {
    this.origins = origins;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HeaderMap answer = exchange.getResponseHeaders();
    answer.put(POLICY, DATA_POLICY);
    answer.put(SNIFFING, "nosniff");
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (origin == null || isOwn(exchange, origin)) {
      next.handleRequest(exchange);
      return;
    }
    answer.put(Headers.VARY, "Origin");
    if (origins.test(origin)) {
      answer.put(ALLOW_ORIGIN, origin);
      answer.put(EXPOSE_HEADERS, "ETag, Retry-After");
    } else if (!exchange.getRequestMethod().equals(Methods.GET)) {
      // A browser sends simple requests without a preflight, so omitting the header is not enough.
      Router.send(
          exchange,
          Problem.of(
                  403,
                  "Origin not allowed",
                  "Pages of this origin may not call; allow them with a browser key's --origin or"
                      + " rapport.gateway.cors-origins.")
              .answer());
      return;
    }
    if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
      answer.put(ALLOW_METHODS, "GET, POST");
      answer.put(
          ALLOW_HEADERS,
          "Authorization, Content-Type, If-None-Match, Last-Event-ID, X-Rapport-Visitor");
      answer.put(MAX_AGE, "600");
      exchange.setStatusCode(204);
      exchange.endExchange();
      return;
    }
    next.handleRequest(exchange);
  }

  /** Adds the headers of pages. */
  static HttpHandler pages(HttpHandler pages) {
    return exchange -> {
      exchange.getResponseHeaders().put(POLICY, CONTENT_POLICY).put(REFERRER, "no-referrer");
      pages.handleRequest(exchange);
    };
  }

  /** Whether a page of the gateway itself calls. */
  static boolean isOwn(HttpServerExchange exchange, String origin) {
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }
}
