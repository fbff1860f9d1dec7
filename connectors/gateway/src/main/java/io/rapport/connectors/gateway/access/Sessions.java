package io.rapport.connectors.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The logins of the console, bounded in number and time; the least used is dropped first. A
 * session's secret is kept as its hash.
 */
final class Sessions {

  private final Duration lifetime;
  private final Clock clock;
  private final Cache<String, Caller> byHash;

  Sessions(int most, Duration lifetime, Clock clock) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.byHash = Caffeine.newBuilder().maximumSize(most).build();
  }

  /** Begins a session of a caller and returns its secret. */
  String begin(Caller caller) {
    Instant end = clock.instant().plus(lifetime);
    String secret = Secrets.text();
    byHash.put(
        Fingerprint.of(secret).hex(),
        new Caller(
            caller.id(),
            caller.roles(),
            caller.sites(),
            caller.origins(),
            caller.label(),
            caller.rate(),
            end.isBefore(caller.expires()) ? end : caller.expires()));
    return secret;
  }

  Optional<Caller> find(String secret) {
    return Optional.ofNullable(byHash.getIfPresent(Fingerprint.of(secret).hex()))
        .filter(caller -> clock.instant().isBefore(caller.expires()));
  }

  void end(String secret) {
    byHash.invalidate(Fingerprint.of(secret).hex());
  }

  long size() {
    return byHash.estimatedSize();
  }
}
