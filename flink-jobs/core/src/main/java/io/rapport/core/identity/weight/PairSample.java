package io.rapport.core.identity.weight;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

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

  /** Appends the sample. */
  public void write(PackedWriter out) {
    out.writeVarlong(seen);
    for (int at = 0; at < size(); at++) {
      out.writeBlock(levels[at]);
      out.writeFloat(corrections[at]);
    }
  }

  /** Reads a sample of the same capacity. */
  public void read(PackedReader in) {
    seen = in.readVarlong();
    for (int at = 0; at < size(); at++) {
      levels[at] = in.readBlock();
      corrections[at] = in.readFloat();
    }
  }
}
