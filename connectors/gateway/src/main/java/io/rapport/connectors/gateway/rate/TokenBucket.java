package io.rapport.connectors.gateway.rate;

/**
 * Allows a rate over time and a burst at once. Time is passed in, in nanoseconds of a clock that
 * only goes forward. For any number of threads.
 */
public final class TokenBucket {

  private static final double NANOS_A_SECOND = 1e9;

  private final double perNano;
  private final double burst;
  private double tokens;
  private long filled;

  public TokenBucket(double perSecond, double burst, long now) {
    this.perNano = perSecond / NANOS_A_SECOND;
    this.burst = burst;
    this.tokens = burst;
    this.filled = now;
  }

  /**
   * Takes tokens, or none.
   *
   * @return nanoseconds until there will be enough; 0 when they were taken. More than the burst can
   *     be taken from a full bucket only, which then is in debt.
   */
  public synchronized long take(double wanted, long now) {
    long wait = until(wanted, now);
    if (wait == 0) {
      tokens -= wanted;
    }
    return wait;
  }

  /** Nanoseconds until so many tokens can be taken; 0 when they can be now. Takes none. */
  public synchronized long until(double wanted, long now) {
    tokens = Math.min(burst, tokens + Math.max(0, now - filled) * perNano);
    filled = Math.max(filled, now);
    double needed = Math.min(wanted, burst);
    return tokens >= needed ? 0 : (long) Math.ceil((needed - tokens) / perNano);
  }

  /** Gives tokens back, up to the burst. */
  public synchronized void giveBack(double returned) {
    tokens = Math.min(burst, tokens + returned);
  }
}
