package io.rapport.core.identity.weight;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.Persons;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class TermFrequenciesTest {

  /** Counts are those of the records that are left, whatever came and went before. */
  @Property(tries = 200)
  void countsTheRecordsThatAreKept(
      @ForAll @Size(max = 100)
          List<@CharRange(from = 'a', to = 'e') @StringLength(min = 2, max = 3) String> names,
      @ForAll long seed) {
    TermFrequencies frequencies = new TermFrequencies();
    Map<String, Integer> counts = new HashMap<>();
    List<String> kept = new ArrayList<>();
    Random random = new Random(seed);
    for (String name : names) {
      frequencies.add(Persons.person("r", Role.FAMILY_NAME, name));
      counts.merge(name, 1, Integer::sum);
      kept.add(name);
      if (random.nextInt(3) == 0) {
        String gone = kept.remove(random.nextInt(kept.size()));
        frequencies.remove(Persons.person("r", Role.FAMILY_NAME, gone));
        counts.merge(gone, -1, Integer::sum);
      }
    }
    assertThat(frequencies.records(Field.FAMILY_NAME)).isEqualTo(kept.size());
    assertThat(frequencies.size()).isEqualTo((int) kept.stream().distinct().count());
    counts.forEach(
        (name, count) -> {
          long hash = Persons.person("r", Role.FAMILY_NAME, name).hash(Field.FAMILY_NAME);
          assertThat(frequencies.count(hash)).isEqualTo(count);
        });
  }
}
