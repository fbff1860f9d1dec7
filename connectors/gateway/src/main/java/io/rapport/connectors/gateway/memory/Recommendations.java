package io.rapport.connectors.gateway.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rapport.avro.Recommendation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The newest recommendation of each visitor, packed, in a cache bounded in bytes: visitors that
 * neither act nor are asked for give way first.
 */
public final class Recommendations {

  private static final int ENTRY_BYTES = 120;

  /**
   * The newest recommendation of a visitor, packed. It is compared by identity: a newer one is
   * another object.
   */
  public static final class Held {
    private final byte[] packed;
    private final long triggered;
    private final long published;

    private Held(byte[] packed, long triggered, long published) {
      this.packed = packed;
      this.triggered = triggered;
      this.published = published;
    }

    /** The recommendation. */
    public Recommendation unpack() {
      try {
        return Recommendation.fromByteBuffer(ByteBuffer.wrap(packed));
      } catch (IOException e) {
        throw new UncheckedIOException("packed by this process", e);
      }
    }

    /** When the broker received it, in milliseconds since 1970-01-01 UTC. */
    public long published() {
      return published;
    }
  }

  private final Erasures erasures;
  private final Cache<SiteKey, Held> newest;

  /**
   * @param erasures of what is not to be held
   */
  public Recommendations(long maxBytes, Erasures erasures) {
    this.erasures = erasures;
    this.newest =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(
                (SiteKey key, Held held) -> (int) (key.bytes() + held.packed.length + ENTRY_BYTES))
            .build();
  }

  /**
   * Replaces the visitor's recommendation.
   *
   * @param published when the broker received it, in milliseconds since 1970-01-01 UTC
   */
  public void put(Recommendation recommendation, long published) {
    SiteKey visitor = new SiteKey(recommendation.getSite(), recommendation.getVisitorId());
    long triggered = recommendation.getTriggerTime().toEpochMilli();
    if (erasures.cover(visitor, triggered)) {
      return;
    }
    try {
      ByteBuffer packed = recommendation.toByteBuffer();
      byte[] bytes = new byte[packed.remaining()];
      packed.get(bytes);
      newest.put(visitor, new Held(bytes, triggered, published));
    } catch (IOException e) {
      throw new UncheckedIOException("packed into an array", e);
    }
  }

  /** The visitor's newest; null when there is none. */
  public Held get(SiteKey visitor) {
    return newest.getIfPresent(visitor);
  }

  /** Forgets a visitor's recommendation, unless an event after a time triggered it. */
  void forget(SiteKey visitor, long time) {
    Held held = newest.getIfPresent(visitor);
    if (held != null && held.triggered <= time) {
      newest.invalidate(visitor);
    }
  }

  /** Some visitors that have one, at most {@code limit}. */
  public List<SiteKey> some(int limit) {
    return newest.asMap().keySet().stream().limit(limit).toList();
  }

  public long size() {
    return newest.estimatedSize();
  }

  /** Bytes held. */
  public long bytes() {
    return newest.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }
}
