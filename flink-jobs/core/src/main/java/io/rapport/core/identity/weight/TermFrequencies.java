package io.rapport.core.identity.weight;

import io.rapport.core.hash.Hash64;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;

/**
 * Counts of values in a count-min sketch with conservative update (Estan and Varghese, 2002): never
 * too low, and of a fixed size. A count that is too high makes evidence weaker, never stronger.
 */
public final class TermFrequencies {

  private static final int ROWS = 3;

  private final int[][] counts;
  private final int mask;
  private final long[] records = new long[Field.count()];

  /**
   * Nothing counted yet.
   *
   * @param width counters of a row, a power of two
   */
  public TermFrequencies(int width) {
    this.counts = new int[ROWS][width];
    this.mask = width - 1;
  }

  /** Counts the values of a record. */
  public void add(Person person) {
    for (int at = 0; at < records.length; at++) {
      Field field = Field.at(at);
      if (person.has(field)) {
        records[at]++;
        increment(person.hash(field));
      }
    }
  }

  /** Records with this value of a field; may be too high, never too low. */
  public int count(long hash) {
    int least = Integer.MAX_VALUE;
    for (int row = 0; row < ROWS; row++) {
      least = Math.min(least, counts[row][slot(hash, row)]);
    }
    return least;
  }

  /** Records with any value of a field. */
  public long records(Field field) {
    return records[field.index()];
  }

  private void increment(long hash) {
    int next = count(hash) + 1;
    for (int row = 0; row < ROWS; row++) {
      int slot = slot(hash, row);
      counts[row][slot] = Math.max(counts[row][slot], next);
    }
  }

  private int slot(long hash, int row) {
    return (int) Hash64.draw(hash, row) & mask;
  }
}
