package io.rapport.connectors.gateway.streams;

import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.access.Caller;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.undertow.Handlers;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.xnio.IoUtils;

/** The route {@code GET /streams/{product}}: server-sent events of one product. */
public final class StreamRoutes {

  private static final String DEAD_LETTERS = "dead-letters";

  /** The products that are about persons, whose readers are noted. */
  private static final Set<String> PERSONAL =
      Set.of("recommendations", "triaged-tickets", "customer-profiles", "customer-segments");

  private final StreamSettings settings;
  private final Map<String, Channel> channels;
  private final Map<ServerSentEventConnection, Caller> open = new ConcurrentHashMap<>();
  private volatile boolean closing;

  public StreamRoutes(StreamSettings settings, Map<String, Channel> channels) {
    this.settings = settings;
    this.channels = channels;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/streams/{product}",
                "streamProduct",
                "A product's records as server-sent events. Last-Event-ID resumes. The event gap"
                    + " says that records were missed, the event skipped that the stream exceeded"
                    + " its limit.",
                Access.READ_ALL)
            .audited()
            .query("visitor", "string", "Only records about this visitor or customer.")
            .query("ticket", "string", "Only records about this ticket.")
            .query(
                "lastEventId",
                "string",
                "The same as Last-Event-ID, for clients that cannot set headers.")
            .header("Last-Event-ID", "The id of the last event received.")
            .as("text/event-stream")
            .answers(200, "EventStream")
            .byRaw(this::stream));
  }

  /** Streams open now. */
  public int open() {
    return open.size();
  }

  private void stream(Request request, HttpServerExchange exchange) throws Exception {
    String product = request.path("product");
    Channel channel = channels.get(product);
    if (channel == null) {
      throw new ProblemException(
          Problem.notFound(
              "There is no such stream; streams are "
                  + String.join(", ", channels.keySet())
                  + "."));
    }
    if (closing || open.size() >= settings.connections()) {
      throw new ProblemException(Problem.unavailable("Too many streams are open."));
    }
    if (product.equals(DEAD_LETTERS)) {
      request.requireAllSites("Dead letters");
    }
    String subject = parameter(exchange, "visitor", "ticket");
    String resumed = parameter(exchange, "lastEventId");
    if (PERSONAL.contains(product)) {
      request.about(null, subject == null ? "*" : subject);
    }
    Caller caller = request.caller();
    ServerSentEventHandler handler =
        Handlers.serverSentEvents(
            (connection, lastEventId) ->
                begin(
                    connection,
                    caller,
                    channel,
                    subject,
                    lastEventId == null ? resumed : lastEventId));
    handler.handleRequest(exchange);
  }

  /** The first of these parameters that is given; null when none is. */
  private static String parameter(HttpServerExchange exchange, String... names) {
    for (String name : names) {
      Deque<String> values = exchange.getQueryParameters().get(name);
      if (values != null && !values.getFirst().isBlank()) {
        return values.getFirst();
      }
    }
    return null;
  }

  private void begin(
      ServerSentEventConnection connection,
      Caller caller,
      Channel channel,
      String subject,
      String lastEventId) {
    open.put(connection, caller);
    connection.setKeepAliveTime(settings.heartbeat().toMillis());
    StreamReader reader =
        new StreamReader(connection, settings, caller.sites(), subject, System::nanoTime);
    connection.addCloseTask(
        closed -> {
          open.remove(connection);
          channel.remove(reader);
        });
    StreamPosition position =
        lastEventId == null || lastEventId.isBlank()
            ? null
            // An id that cannot be read counts as one from long ago: a gap.
            : StreamPosition.parse(lastEventId).orElseGet(StreamPosition::new);
    channel.add(reader, position);
    if (!connection.isOpen()) {
      channel.remove(reader);
      open.remove(connection);
    }
  }

  /** Ends every stream; readers come back to another gateway, or to this one when it is up. */
  public void close() {
    closing = true;
    endUnless(caller -> false);
  }

  /** Ends the streams of callers who would no longer be let in. */
  public void endUnless(Predicate<Caller> live) {
    open.forEach(
        (connection, caller) -> {
          if (!live.test(caller)) {
            connection.shutdown();
            IoUtils.safeClose(connection);
          }
        });
  }
}
