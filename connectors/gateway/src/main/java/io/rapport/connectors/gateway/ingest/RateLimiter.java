package io.rapport.connectors.gateway.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rapport.connectors.gateway.http.TokenBucket;
import java.util.function.LongSupplier;

/** The token buckets of the clients last seen, one a client. */
public final class RateLimiter {

  private final IngestSettings settings;
  private final LongSupplier nanos;
  private final Cache<String, TokenBucket> clients;

  /**
   * @param nanos a clock that only goes forward
   */
  public RateLimiter(IngestSettings settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
    this.clients = Caffeine.newBuilder().maximumSize(settings.rateClients()).build();
  }

  /**
   * Takes tokens for a client's events, or none.
   *
   * @return 0 when the client may send them, else the nanoseconds until it may
   */
  public long take(String client, int events) {
    long now = nanos.getAsLong();
    return clients
        .get(client, key -> new TokenBucket(settings.rate(), settings.burst(), now))
        .take(events, now);
  }

  public long clients() {
    return clients.estimatedSize();
  }
}
