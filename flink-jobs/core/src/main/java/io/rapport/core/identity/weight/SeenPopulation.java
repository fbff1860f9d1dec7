package io.rapport.core.identity.weight;

import io.rapport.core.identity.compare.Population;
import io.rapport.core.identity.person.Field;

/**
 * The population of the records seen so far.
 *
 * @param usualCount occurrences from which a value is usual
 */
public record SeenPopulation(TermFrequencies frequencies, SharedValues values, int usualCount)
    implements Population {

  @Override
  public boolean usual(long hash) {
    return frequencies.count(hash) >= usualCount;
  }

  @Override
  public boolean shared(Field field, long hash) {
    return values.shared(field, hash);
  }
}
