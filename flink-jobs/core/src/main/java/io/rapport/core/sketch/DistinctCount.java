package io.rapport.core.sketch;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.Arrays;

/**
 * An estimate of the number of distinct values: exact up to {@value #EXACT}, HyperLogLog (Flajolet
 * et al., 2007) with {@value #REGISTERS} registers beyond, whose standard error is 1.6%. Not
 * thread-safe.
 */
public final class DistinctCount implements Sketch<DistinctCount> {

  /** Most distinct hashes that are kept exactly. */
  public static final int EXACT = 1024;

  private static final int BITS = 12;
  static final int REGISTERS = 1 << BITS;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

  private LongOpenHashSet hashes = new LongOpenHashSet(); // null once there are registers
  private byte[] registers;
  private long total;

  /** Adds a value by its 64-bit hash, whose bits have to be well mixed. */
  public void add(long hash) {
    total++;
    insert(hash);
  }

  private void insert(long hash) {
    if (registers != null) {
      register(hash);
    } else if (hashes.add(hash) && hashes.size() > EXACT) {
      registers = new byte[REGISTERS];
      hashes.forEach(this::register);
      hashes = null;
    }
  }

  private void register(long hash) {
    int register = (int) (hash >>> (Long.SIZE - BITS));
    int rank = Long.numberOfLeadingZeros((hash << BITS) | (1L << (BITS - 1))) + 1;
    if (rank > registers[register]) {
      registers[register] = (byte) rank;
    }
  }

  @Override
  public void merge(DistinctCount other) {
    total += other.total;
    if (other.registers == null) {
      other.hashes.forEach(this::insert);
      return;
    }
    if (registers == null) {
      registers = new byte[REGISTERS];
      hashes.forEach(this::register);
      hashes = null;
    }
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  @Override
  public long count() {
    return total;
  }

  /** The estimate; at most {@link #count}. */
  public double distinct() {
    if (registers == null) {
      return hashes.size();
    }
    double sum = 0;
    int empty = 0;
    for (byte register : registers) {
      sum += Math.scalb(1.0, -register);
      empty += register == 0 ? 1 : 0;
    }
    double raw = ALPHA * REGISTERS * REGISTERS / sum;
    double estimate =
        raw <= 2.5 * REGISTERS && empty > 0
            ? REGISTERS * Math.log((double) REGISTERS / empty)
            : raw;
    return Math.min((double) total, estimate);
  }

  @Override
  public void write(PackedWriter out) {
    out.writeVarlong(total);
    out.writeByte(registers == null ? 0 : 1);
    if (registers == null) {
      long[] sorted = hashes.toLongArray();
      Arrays.sort(sorted);
      out.writeLongs(sorted);
    } else {
      out.writeBlock(registers);
    }
  }

  /** Reads the output of {@link #write}. */
  public static DistinctCount read(PackedReader in) {
    DistinctCount count = new DistinctCount();
    count.total = in.readVarlong();
    if (in.readByte() == 0) {
      count.hashes = new LongOpenHashSet(in.readLongs());
    } else {
      count.registers = in.readBlock();
      count.hashes = null;
    }
    return count;
  }
}
