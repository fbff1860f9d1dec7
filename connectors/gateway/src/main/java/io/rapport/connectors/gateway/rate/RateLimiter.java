package io.rapport.connectors.gateway.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.LongSupplier;

/** Token buckets by name, such as a client's address or a key's id, of the names last seen. */
public final class RateLimiter {

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanos;
  private final Cache<String, TokenBucket> buckets;

  /**
   * @param perSecond tokens a second and name, unless a call says otherwise
   * @param burst tokens at once
   * @param names buckets kept; those least used are dropped, and begin full when they come back
   * @param nanos a clock that only goes forward
   */
  public RateLimiter(double perSecond, double burst, int names, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanos = nanos;
    this.buckets = Caffeine.newBuilder().maximumSize(names).build();
  }

  /**
   * Takes tokens, or none.
   *
   * @return 0 when they were taken, else the nanoseconds until they can be
   */
  public long take(String name, int tokens) {
    return take(name, tokens, perSecond, burst);
  }

  /** Takes tokens from a bucket with a rate of its own, which never changes. */
  public long take(String name, int tokens, double ownPerSecond, double ownBurst) {
    long now = nanos.getAsLong();
    return buckets.get(name, key -> new TokenBucket(ownPerSecond, ownBurst, now)).take(tokens, now);
  }

  /** Nanoseconds until so many tokens can be taken; 0 when they can be now. Takes none. */
  public long until(String name, int tokens) {
    TokenBucket bucket = buckets.getIfPresent(name);
    return bucket == null ? 0 : bucket.until(tokens, nanos.getAsLong());
  }

  /** Gives tokens back that were taken. */
  public void giveBack(String name, int tokens) {
    TokenBucket bucket = buckets.getIfPresent(name);
    if (bucket != null) {
      bucket.giveBack(tokens);
    }
  }

  /** Names whose bucket is kept. */
  public long names() {
    return buckets.estimatedSize();
  }
}
