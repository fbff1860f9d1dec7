package io.rapport.connectors.gateway.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rapport.connectors.gateway.http.TokenBucket;
import java.util.function.LongSupplier;

/** One token bucket a client, for the clients last seen. */
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
   * Lets a client send so many events, or not.
   *
   * @return 0 if it may, else the nanoseconds after which it may
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
