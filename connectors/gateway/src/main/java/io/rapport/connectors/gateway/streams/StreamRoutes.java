package io.rapport.connectors.gateway.streams;

import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.http.Router;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.PathTemplateMatch;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.IoUtils;

/** The route {@code GET /streams/{product}}: server-sent events of one product. */
public final class StreamRoutes {

  private final StreamSettings settings;
  private final Map<String, Channel> channels;
  private final Set<ServerSentEventConnection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  public StreamRoutes(StreamSettings settings, Map<String, Channel> channels) {
    this.settings = settings;
    this.channels = channels;
  }

  public List<Route> routes() {
    HttpHandler stream = this::stream;
    return List.of(
        Route.get(
                "/streams/{product}",
                "streamProduct",
                "A product's records as server-sent events. Last-Event-ID resumes. The event gap"
                    + " says that records were missed, the event skipped that the stream exceeded"
                    + " its limit.")
            .query("visitor", "string", "Only records about this visitor or customer.")
            .query("ticket", "string", "Only records about this ticket.")
            .query(
                "lastEventId",
                "string",
                "The same as Last-Event-ID, for clients that cannot set headers.")
            .header("Last-Event-ID", "The id of the last event received.")
            .as("text/event-stream")
            .answers(200, "EventStream")
            .byRaw(stream));
  }

  /** Streams open now. */
  public int open() {
    return open.size();
  }

  private void stream(HttpServerExchange exchange) throws Exception {
    String product =
        exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters().get("product");
    Channel channel = channels.get(product);
    if (channel == null) {
      Router.send(
          exchange,
          Problem.notFound(
                  "There is no such stream; streams are "
                      + String.join(", ", channels.keySet())
                      + ".")
              .answer());
      return;
    }
    if (closing || open.size() >= settings.connections()) {
      Router.send(exchange, Problem.unavailable("Too many streams are open.").answer());
      return;
    }
    String subject = parameter(exchange, "visitor", "ticket");
    String resumed = parameter(exchange, "lastEventId");
    ServerSentEventHandler handler =
        Handlers.serverSentEvents(
            (connection, lastEventId) ->
                begin(connection, channel, subject, lastEventId == null ? resumed : lastEventId));
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
      ServerSentEventConnection connection, Channel channel, String subject, String lastEventId) {
    open.add(connection);
    connection.setKeepAliveTime(settings.heartbeat().toMillis());
    StreamReader reader = new StreamReader(connection, settings, subject, System::nanoTime);
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
    open.forEach(
        connection -> {
          connection.shutdown();
          IoUtils.safeClose(connection);
        });
  }
}
