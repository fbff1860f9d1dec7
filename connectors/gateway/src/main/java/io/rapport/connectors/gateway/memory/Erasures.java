package io.rapport.connectors.gateway.memory;

/**
 * The times up to which identifiers were erased, bounded in bytes: the one not erased for longest
 * gives way. The topics are read side by side, so that what happened before an erasure may be read
 * after it. Written by one thread, read by any.
 */
public final class Erasures {

  private record Erased(SiteKey id, long time) {}

  private final RecentMap<SiteKey, Erased> times;

  public Erasures(long maxBytes) {
    times = new RecentMap<>(maxBytes, erased -> erased.id().bytes());
  }

  /**
   * @param time event time, in milliseconds since 1970-01-01 UTC
   */
  public void add(SiteKey id, long time) {
    Erased before = times.get(id);
    times.put(id, before != null && before.time > time ? before : new Erased(id, time));
  }

  /** Whether what happened to an identifier at such a time was erased. */
  public boolean cover(SiteKey id, long time) {
    Erased erased = times.get(id);
    return erased != null && time <= erased.time;
  }

  public int size() {
    return times.size();
  }

  public long bytes() {
    return times.bytes();
  }

  public long evicted() {
    return times.evicted();
  }
}
