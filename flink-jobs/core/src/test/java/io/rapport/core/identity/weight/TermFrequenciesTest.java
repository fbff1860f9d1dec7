package io.rapport.core.identity.weight;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.Persons;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class TermFrequenciesTest {

  @Property(tries = 200)
  void neverCountsTooFew(
      @ForAll @Size(max = 100)
          List<@CharRange(from = 'a', to = 'e') @StringLength(min = 2, max = 3) String> names) {
    TermFrequencies narrow = new TermFrequencies(8);
    TermFrequencies wide = new TermFrequencies(1 << 16);
    Map<String, Integer> counts = new HashMap<>();
    for (String name : names) {
      narrow.add(Persons.person("r", Role.FAMILY_NAME, name));
      wide.add(Persons.person("r", Role.FAMILY_NAME, name));
      counts.merge(name, 1, Integer::sum);
    }
    counts.forEach(
        (name, count) -> {
          long hash = Persons.person("r", Role.FAMILY_NAME, name).hash(Field.FAMILY_NAME);
          if (hash != 0) {
            assertThat(narrow.count(hash)).isGreaterThanOrEqualTo(count);
            assertThat(wide.count(hash)).isEqualTo(count);
          }
        });
  }
}
