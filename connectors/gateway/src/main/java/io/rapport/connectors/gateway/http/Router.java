package io.rapport.connectors.gateway.http;

import io.rapport.connectors.gateway.access.Caller;
import io.rapport.connectors.gateway.audit.AuditEntry;
import io.rapport.connectors.gateway.audit.AuditLog;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches requests to the routes: checks parameters and limits, reads bodies, and turns failures
 * into problem documents.
 */
public final class Router {

  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final HttpSettings settings;
  private final List<Route> routes;
  private final BodyReader bodies;
  private final Supplier<String> notReady;
  private final GatewayMetrics metrics;
  private final Gatekeeper gatekeeper;
  private final AuditLog audit;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param notReady the reason why the memory is not complete; null when it is
   */
  public Router(
      HttpSettings settings,
      List<Route> routes,
      Supplier<String> notReady,
      Gatekeeper gatekeeper,
      AuditLog audit,
      GatewayMetrics metrics) {
    this.settings = settings;
    this.routes = routes;
    this.bodies = new BodyReader(settings);
    this.notReady = notReady;
    this.gatekeeper = gatekeeper;
    this.audit = audit;
    this.metrics = metrics;
  }

  /** Requests being worked on now. */
  public int underWay() {
    return underWay.get();
  }

  /**
   * The routes as one handler.
   *
   * @param fallback for paths that no route has
   */
  HttpHandler handler(HttpHandler fallback) {
    RoutingHandler routing = new RoutingHandler(false);
    for (Route route : routes) {
      GatewayMetrics.Observer observer = metrics.observer(route);
      HttpHandler guarded =
          gatekeeper.guard(
              route,
              exchange -> handle(route, exchange),
              exchange -> note(route, new Request(exchange, new byte[0])));
      HttpHandler handler =
          exchange -> {
            observer.observe(exchange);
            guarded.handleRequest(exchange);
          };
      routing.add(new HttpString(route.method), route.path, handler);
      if (route.method.equals("GET") && route.raw == null) {
        routing.add(Methods.HEAD, route.path, handler);
      }
    }
    routing.setFallbackHandler(fallback);
    routing.setInvalidMethodHandler(
        exchange ->
            send(
                exchange,
                Problem.of(
                        405,
                        "Method not allowed",
                        "This address does not take " + exchange.getRequestMethod() + ".")
                    .answer()));
    return routing;
  }

  private void handle(Route route, HttpServerExchange exchange) throws Exception {
    Problem problem = refusal(route, exchange);
    if (problem != null) {
      send(exchange, problem.answer());
    } else if (route.raw != null) {
      Request request = new Request(exchange, new byte[0]);
      try {
        route.raw.handle(request, exchange);
      } catch (ProblemException e) {
        send(exchange, e.problem().answer());
      }
      note(route, request);
    } else {
      underWay.incrementAndGet();
      exchange.addExchangeCompleteListener(
          (ended, next) -> {
            underWay.decrementAndGet();
            next.proceed();
          });
      if (!route.bodies.isEmpty() || route.method.equals("POST")) {
        bodies.read(exchange, body -> run(route, exchange, body));
      } else if (route.runs == Route.Runs.AT_ONCE) {
        answer(route, exchange, new byte[0]);
      } else {
        run(route, exchange, new byte[0]);
      }
    }
  }

  private void run(Route route, HttpServerExchange exchange, byte[] body) {
    Runnable work = () -> answer(route, exchange, body);
    if (route.runs == Route.Runs.AT_ONCE) {
      exchange.dispatch(SameThreadExecutor.INSTANCE, work);
    } else {
      exchange.dispatch(work);
    }
  }

  private Problem refusal(Route route, HttpServerExchange exchange) {
    for (String name : exchange.getQueryParameters().keySet()) {
      boolean inPath = route.path.contains("{" + name + "}");
      if (!route.takesQuery(name) && !inPath) {
        return Problem.badParameter(
            Problem.shortened(name), "absent, because this address does not know it", "");
      }
    }
    if (route.needsMemory && notReady.get() != null) {
      return Problem.unavailable("The memory is being rebuilt: " + notReady.get() + ".");
    }
    if (route.raw == null && underWay.get() >= settings.requests()) {
      return Problem.unavailable("Too many requests are being worked on.");
    }
    return null;
  }

  private void answer(Route route, HttpServerExchange exchange, byte[] body) {
    Request request = new Request(exchange, body);
    CompletableFuture<Answer> answer;
    try {
      answer = route.handler.handle(request);
    } catch (ProblemException e) {
      answer = CompletableFuture.completedFuture(e.problem().answer());
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    if (answer.isDone()) {
      sendOutcome(route, request, answer);
    } else {
      // On the connection's thread: the completing one is the producer's.
      var unused =
          answer.whenComplete(
              (done, failure) ->
                  exchange
                      .getIoThread()
                      .execute(
                          () ->
                              sendOutcome(
                                  route,
                                  request,
                                  failure == null
                                      ? CompletableFuture.completedFuture(done)
                                      : CompletableFuture.failedFuture(failure))));
    }
  }

  private void sendOutcome(Route route, Request request, CompletableFuture<Answer> outcome) {
    HttpServerExchange exchange = request.exchange();
    try {
      send(exchange, outcome.join());
    } catch (CompletionException | IllegalStateException e) {
      // The message may quote the request, which may name a person: only the place is logged.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      LOG.error(
          "{} failed: {} at {}",
          route.name,
          cause.getClass().getName(),
          cause.getStackTrace().length == 0 ? "?" : cause.getStackTrace()[0]);
      send(exchange, Problem.of(500, "Internal error", "This could not be answered.").answer());
    }
    note(route, request);
  }

  /**
   * Notes who used an audited route, about whom, with what outcome. What was refused, failed logins
   * included, changed nothing and anybody can repeat it, so it is kept with the reads.
   */
  private void note(Route route, Request request) {
    if (!route.audited || !audit.isOn()) {
      return;
    }
    Caller caller = request.caller();
    Instant now = Instant.now();
    int status = request.exchange().getStatusCode();
    boolean refused = status == FORBIDDEN || status == UNAUTHORIZED;
    for (Request.Subject subject : request.subjectsOr(refused)) {
      AuditEntry entry =
          new AuditEntry(
              now,
              caller.id(),
              caller.roleWords(),
              request.client(settings.trustedProxies()),
              route.name,
              subject.site(),
              subject.id(),
              Integer.toString(status));
      if (route.reads() || refused) {
        audit.addRead(entry);
      } else {
        audit.add(entry);
      }
    }
  }

  /** Sends an answer, or status 304 when the client has it already. */
  public static void send(HttpServerExchange exchange, Answer answer) {
    if (exchange.isResponseStarted()) {
      exchange.endExchange();
      return;
    }
    answer
        .headers()
        .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    String tag = answer.headers().get("ETag");
    String known = exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH);
    if (tag != null && known != null && matches(known, tag)) {
      exchange.setStatusCode(304);
      exchange.endExchange();
      return;
    }
    exchange.setStatusCode(answer.status());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.mediaType());
    exchange.getResponseSender().send(ByteBuffer.wrap(answer.body()));
  }

  /** Compares weakly, as If-None-Match asks for. */
  static boolean matches(String ifNoneMatch, String tag) {
    if (ifNoneMatch.strip().equals("*")) {
      return true;
    }
    for (String candidate : ifNoneMatch.split(",", -1)) {
      String stripped = candidate.strip();
      if ((stripped.startsWith("W/") ? stripped.substring(2) : stripped).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
