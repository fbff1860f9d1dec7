package io.rapport.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class HashIndexTest {

  @Property
  void rowsAreGivenInOrderUntilAllAreTaken(
      @ForAll @Size(max = 60) List<@LongRange(min = -20, max = 20) Long> hashes) {
    HashIndex index = new HashIndex(16);
    for (int use = 0; use < 2; use++) {
      Map<Long, Integer> expected = new LinkedHashMap<>();
      for (long hash : hashes) {
        if (expected.size() < 16 || expected.containsKey(hash)) {
          expected.putIfAbsent(hash, expected.size());
          assertThat(index.rowOf(hash)).isEqualTo(expected.get(hash));
        } else {
          assertThat(index.rowOf(hash)).isNegative();
        }
      }
      assertThat(index.size()).isEqualTo(expected.size());
      for (long hash = -20; hash <= 20; hash++) {
        Integer row = expected.get(hash);
        assertThat(index.find(hash)).isEqualTo(row == null ? -1 : row);
      }
      expected.forEach((hash, row) -> assertThat(index.hash(row)).isEqualTo(hash));
      index.clear();
    }
  }
}
