package io.rapport.core.identity.weight;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;

/**
 * Counts of values among the records that are kept. A record that leaves takes its counts along, so
 * they depend on the kept records alone, in whatever order they came. Bounded by their values.
 */
public final class TermFrequencies {

  private final Long2IntOpenHashMap counts = new Long2IntOpenHashMap();
  private final long[] records = new long[Field.count()];

  /** Counts the values of a record. */
  public void add(Person person) {
    for (int at = 0; at < records.length; at++) {
      Field field = Field.at(at);
      if (person.has(field)) {
        records[at]++;
        counts.addTo(person.hash(field), 1);
      }
    }
  }

  /** Takes back the values of a record that was counted. */
  public void remove(Person person) {
    for (int at = 0; at < records.length; at++) {
      Field field = Field.at(at);
      if (person.has(field)) {
        records[at]--;
        if (counts.addTo(person.hash(field), -1) == 1) {
          counts.remove(person.hash(field));
        }
      }
    }
  }

  /** Records with this value of a field. */
  public int count(long hash) {
    return counts.get(hash);
  }

  /** Records with any value of a field. */
  public long records(Field field) {
    return records[field.index()];
  }

  /** Distinct values that are counted. */
  public int size() {
    return counts.size();
  }
}
