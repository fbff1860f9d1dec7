package io.rapport.connectors.gateway.streams;

import io.rapport.connectors.gateway.access.Sites;
import io.rapport.connectors.gateway.rate.TokenBucket;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A connected reader of a stream. It sends the messages about its subject, no faster than its limit
 * and no more than may wait for a slow line. It counts the messages left out and sends the count.
 */
final class StreamReader implements Channel.Reader {

  private final ServerSentEventConnection connection;
  private final StreamSettings settings;
  private final Sites sites;
  private final String subject;
  private final LongSupplier nanos;
  private final TokenBucket bucket;
  private final AtomicInteger pending = new AtomicInteger();
  private StreamPosition position = new StreamPosition();
  private long skipped;

  /**
   * @param sites only messages of them, and of none
   * @param subject only messages about it; null for all
   */
  StreamReader(
      ServerSentEventConnection connection,
      StreamSettings settings,
      Sites sites,
      String subject,
      LongSupplier nanos) {
    this.connection = connection;
    this.settings = settings;
    this.sites = sites;
    this.subject = subject;
    this.nanos = nanos;
    this.bucket = new TokenBucket(settings.rate(), settings.rate(), nanos.getAsLong());
  }

  @Override
  public void begin(StreamPosition from, boolean gap) {
    position = from;
    if (gap) {
      send("{}", "gap");
    }
    send("{\"subject\":" + (subject != null) + "}", "start");
  }

  @Override
  public void take(StreamMessage message) {
    position.advance(message.partition(), message.offset());
    if (!message.isFor(sites) || (subject != null && !subject.equals(message.subject()))) {
      return;
    }
    // Messages about one subject are too few to need sampling.
    boolean tooFast = subject == null && bucket.take(1, nanos.getAsLong()) > 0;
    if (tooFast || pending.get() >= settings.pending()) {
      skipped++;
      return;
    }
    if (skipped > 0) {
      send("{\"count\":" + skipped + "}", "skipped");
      skipped = 0;
    }
    send(message.json(sites), null);
  }

  private void send(String data, String event) {
    pending.incrementAndGet();
    connection.send(
        data,
        event,
        position.toString(),
        new ServerSentEventConnection.EventCallback() {
          @Override
          public void done(ServerSentEventConnection sent, String data, String event, String id) {
            pending.decrementAndGet();
          }

          @Override
          public void failed(
              ServerSentEventConnection failed,
              String data,
              String event,
              String id,
              java.io.IOException e) {
            pending.decrementAndGet();
          }
        });
  }
}
