package io.rapport.core.identity.weight;

import io.rapport.core.hash.Hash64;

/**
 * A uniform sample of a stream of pairs (algorithm R of Vitter, 1985): the levels of each, and the
 * bits beyond the weights of its levels.
 */
public final class PairSample {

  private final byte[][] levels;
  private final float[] corrections;
  private final long seed;
  private long seen;

  /** An empty sample of at most so many pairs. */
  public PairSample(int capacity, long seed) {
    this.levels = new byte[capacity][];
    this.corrections = new float[capacity];
    this.seed = seed;
  }

  /** Offers a pair; copies its levels if it is chosen. */
  public void offer(byte[] pair, double bits) {
    long at = seen++;
    if (at >= levels.length) {
      at = (long) (Hash64.unit(Hash64.draw(seed, seen)) * seen);
    }
    if (at < levels.length) {
      levels[(int) at] = pair.clone();
      corrections[(int) at] = (float) bits;
    }
  }

  public int size() {
    return (int) Math.min(seen, levels.length);
  }

  byte[] levels(int at) {
    return levels[at];
  }

  double correction(int at) {
    return corrections[at];
  }
}
