package io.rapport.connectors.gateway.http;

import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.access.Caller;
import io.rapport.connectors.gateway.access.Door;
import io.rapport.connectors.gateway.access.Key;
import io.rapport.connectors.gateway.access.Role;
import io.rapport.connectors.gateway.access.UnavailableException;
import io.rapport.connectors.gateway.access.VisitorTokens;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Lets callers through to the routes that their role may use, and tells the others why not. */
public final class Gatekeeper {

  /** The cookie of a console's session over a connection that is not encrypted. */
  private static final String COOKIE = "rapport-session";

  /**
   * The cookie of a console's session over an encrypted connection. Browsers take a cookie of this
   * prefix from this host alone (RFC 6265bis, 4.1.3.2), so no page of a neighbouring subdomain can
   * set one.
   */
  private static final String SECURE_COOKIE = "__Host-" + COOKIE;

  /**
   * The header that a request by cookie must have if it changes anything. A page of another origin
   * cannot set it without being asked beforehand.
   */
  public static final HttpString CONSOLE = new HttpString("X-Rapport-Console");

  private static final AttachmentKey<Caller> CALLER = AttachmentKey.create(Caller.class);
  private static final Set<String> KEY_NAMES =
      Set.of("key", "api_key", "apikey", "token", "access_token", "authorization");
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final int LONGEST = 8_200;

  private final Door door;
  private final int trustedProxies;
  private final GatewayMetrics metrics;

  public Gatekeeper(Door door, int trustedProxies, GatewayMetrics metrics) {
    this.door = door;
    this.trustedProxies = trustedProxies;
    this.metrics = metrics;
  }

  /** The caller of a request that was let through. */
  static Caller caller(HttpServerExchange exchange) {
    Caller caller = exchange.getAttachment(CALLER);
    return caller == null ? Caller.UNASKED : caller;
  }

  /**
   * Wraps a route's handler.
   *
   * @param refused told of a known caller who was not let through
   */
  HttpHandler guard(Route route, HttpHandler next, Consumer<HttpServerExchange> refused) {
    return exchange -> {
      Optional<Problem> misplaced = keyInAddress(exchange);
      if (misplaced.isPresent()) {
        refuse(exchange, "address", misplaced.get());
      } else if (door.isOpen()) {
        exchange.putAttachment(CALLER, Caller.ANYBODY);
        next.handleRequest(exchange);
      } else if (route.access == Access.OPEN || route.access == Access.SIGNED) {
        next.handleRequest(exchange);
      } else {
        String text = bearer(exchange);
        if (route.basic && text != null && text.isEmpty()) {
          text = basic(exchange);
        }
        if (text != null && exchange.isInIoThread() && door.maySlow(text)) {
          apart(route, exchange, text, next, refused);
        } else {
          decide(route, exchange, text).answer(exchange, next, refused);
        }
      }
    };
  }

  /** Decides in a worker's thread, unless the address has no attempt left to spend on it. */
  private void apart(
      Route route,
      HttpServerExchange exchange,
      String text,
      HttpHandler next,
      Consumer<HttpServerExchange> refused) {
    long wait = door.blocked(Request.network(exchange, trustedProxies));
    if (wait > 0) {
      refuse(exchange, "attempts", tooManyAttempts(wait));
      return;
    }
    exchange.dispatch(
        () -> {
          Answerer answerer = decide(route, exchange, text);
          exchange.dispatch(
              exchange.getIoThread(), (HttpHandler) back -> answerer.answer(back, next, refused));
        });
  }

  private static Problem tooManyAttempts(long wait) {
    return Problem.tooMany("This address sent too many wrong keys", wait);
  }

  /** Lets through, or refuses. */
  private interface Answerer {
    void answer(HttpServerExchange exchange, HttpHandler next, Consumer<HttpServerExchange> refused)
        throws Exception;
  }

  private Answerer decide(Route route, HttpServerExchange exchange, String text) {
    try {
      Caller caller = text == null ? bySession(exchange) : byText(exchange, text);
      exchange.putAttachment(CALLER, caller);
      requireRole(route, caller);
      requireOrigin(exchange, caller);
      requireRate(caller);
      return (admitted, next, refused) -> next.handleRequest(admitted);
    } catch (Refusal e) {
      return (stranger, next, refused) -> {
        refuse(stranger, e.reason, e.problem);
        if (stranger.getAttachment(CALLER) != null) {
          refused.accept(stranger);
        }
      };
    }
  }

  private void refuse(HttpServerExchange exchange, String reason, Problem problem) {
    metrics.refused(reason);
    if (problem.status() == 401) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"rapport\"");
    }
    Router.send(exchange, problem.answer());
  }

  /** A refusal with the word it is counted under. */
  private static final class Refusal extends Exception {
    private final String reason;
    private final transient Problem problem;

    Refusal(String reason, Problem problem) {
      super(reason, null, false, false);
      this.reason = reason;
      this.problem = problem;
    }
  }

  private static Optional<Problem> keyInAddress(HttpServerExchange exchange) {
    for (var parameter : exchange.getQueryParameters().entrySet()) {
      if (KEY_NAMES.contains(parameter.getKey())
          || parameter.getValue().stream().anyMatch(Gatekeeper::isSecret)) {
        return Optional.of(
            Problem.of(
                400,
                "Key in the address",
                "Keys and tokens do not belong in addresses, which are logged and remembered. Send"
                    + " the header Authorization: Bearer KEY, and revoke this key."));
      }
    }
    return Optional.empty();
  }

  private static boolean isSecret(String value) {
    return value.startsWith(Key.PREFIX) || value.startsWith(VisitorTokens.PREFIX);
  }

  /** The key or token of the header; null when there is none. */
  static String bearer(HttpServerExchange exchange) {
    Deque<String> values = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
    if (values == null) {
      return null;
    }
    String value = values.getFirst();
    boolean understood =
        values.size() == 1
            && value.length() < LONGEST
            && value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return understood ? value.substring(BEARER.length()).strip() : "";
  }

  /** The key in the user name of HTTP's basic authentication (RFC 7617); empty when it has none. */
  private static String basic(HttpServerExchange exchange) {
    String value = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    if (!value.regionMatches(true, 0, BASIC, 0, BASIC.length()) || value.length() >= LONGEST) {
      return "";
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(value.substring(BASIC.length()).strip());
      String text = new String(decoded, StandardCharsets.UTF_8);
      return text.endsWith(":") ? text.substring(0, text.length() - 1) : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private Caller byText(HttpServerExchange exchange, String text) throws Refusal {
    try {
      Optional<Caller> caller = door.identify(text);
      if (caller.isPresent()) {
        return caller.get();
      }
    } catch (UnavailableException e) {
      throw new Refusal("provider", Problem.unavailable(e.getMessage()));
    }
    long wait = door.attempt(Request.network(exchange, trustedProxies));
    throw wait > 0
        ? new Refusal("attempts", tooManyAttempts(wait))
        : new Refusal(
            "unknown",
            Problem.of(
                401, "Unknown key", "The key or token is not valid: unknown, revoked or expired."));
  }

  /** The name of a session's cookie. */
  public static String cookieName(boolean encrypted) {
    return encrypted ? SECURE_COOKIE : COOKIE;
  }

  /** The session's secret in the cookie; null when there is none. */
  static String cookie(HttpServerExchange exchange, int trustedProxies) {
    Cookie cookie =
        exchange.getRequestCookie(cookieName(Request.isEncrypted(exchange, trustedProxies)));
    return cookie == null ? null : cookie.getValue();
  }

  private Caller bySession(HttpServerExchange exchange) throws Refusal {
    String secret = cookie(exchange, trustedProxies);
    if (secret == null) {
      throw new Refusal(
          "missing",
          Problem.of(
              401,
              "No key",
              "Send the header Authorization: Bearer KEY; rapport keys create makes a key."));
    }
    Optional<Caller> caller = door.session(secret);
    if (caller.isEmpty()) {
      throw new Refusal(
          "session", Problem.of(401, "Logged out", "The session has ended; log in again."));
    }
    if (changes(exchange) && !isFromConsole(exchange)) {
      throw new Refusal("forgery", forgery());
    }
    return caller.get();
  }

  private static boolean changes(HttpServerExchange exchange) {
    return !exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD);
  }

  static Problem forgery() {
    return Problem.of(
        403,
        "Not from the console",
        "A request by cookie that changes anything needs the header "
            + CONSOLE
            + " and comes from a page of the gateway's own origin.");
  }

  /** Whether a page of this origin sent it, and not a form or a page elsewhere. */
  static boolean isFromConsole(HttpServerExchange exchange) {
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    return exchange.getRequestHeaders().contains(CONSOLE)
        && origin != null
        && SecurityHeaders.isOwn(exchange, origin);
  }

  private static void requireRole(Route route, Caller caller) throws Refusal {
    if (!route.access.allows(caller.roles())) {
      throw new Refusal(
          "role",
          Problem.of(
              403,
              "Not allowed",
              "This needs a key of the role %s; yours, %s, has the role %s."
                  .formatted(
                      route.access.roles().stream()
                          .map(Role::word)
                          .collect(Collectors.joining(" or ")),
                      caller.id(),
                      caller.roles().isEmpty() ? "none" : caller.roleWords())));
    }
  }

  private static void requireOrigin(HttpServerExchange exchange, Caller caller) throws Refusal {
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (!caller.origins().isEmpty() && (origin == null || !caller.origins().contains(origin))) {
      throw new Refusal(
          "origin",
          Problem.of(
              403,
              "Origin not allowed",
              "The key is for pages of " + String.join(", ", caller.origins()) + "."));
    }
  }

  private void requireRate(Caller caller) throws Refusal {
    long wait = door.take(caller, 1);
    if (wait > 0) {
      throw new Refusal("rate", Problem.tooMany("This key exceeds its rate", wait));
    }
  }
}
