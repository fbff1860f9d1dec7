package io.rapport.connectors.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentMapTest {

  /** Compared with a list that is searched and shifted. A negative number removes its key. */
  @Property
  void behavesAsAListOfTheLastChanged(
      @ForAll @Size(max = 100) List<@IntRange(min = -9, max = 9) Integer> changes,
      @ForAll @IntRange(min = 1, max = 8) int room) {
    List<String> left = new ArrayList<>();
    RecentMap<Integer, String> map = new RecentMap<>(room * 300L, value -> 100, left::add);
    Map<Integer, String> oracle = new LinkedHashMap<>();
    int gone = 0;
    for (int i = 0; i < changes.size(); i++) {
      int key = Math.abs(changes.get(i));
      gone += oracle.remove(key) == null ? 0 : 1;
      if (changes.get(i) < 0) {
        map.remove(key);
      } else {
        map.put(key, key + "#" + i);
        oracle.put(key, key + "#" + i);
        if (oracle.size() > room) {
          oracle.remove(oracle.keySet().iterator().next());
          gone++;
        }
      }
    }
    List<String> expected = new ArrayList<>(oracle.values());
    Collections.reverse(expected);
    assertThat(map.newest(Long.MAX_VALUE, 100, value -> true))
        .extracting(RecentMap.Entry::value)
        .isEqualTo(expected);
    assertThat(map.size()).isEqualTo(oracle.size());
    assertThat(map.bytes()).isEqualTo(oracle.size() * 300L);
    assertThat(left).hasSize(gone);
    oracle.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
  }

  @Test
  void pagesDoNotShiftWhenSomethingNewComes() {
    RecentMap<String, Integer> map = new RecentMap<>(Long.MAX_VALUE, value -> 1);
    for (int i = 0; i < 6; i++) {
      map.put("k" + i, i);
    }
    var first = map.newest(Long.MAX_VALUE, 2, value -> value % 2 == 0);
    assertThat(first).extracting(RecentMap.Entry::value).containsExactly(4, 2);
    map.put("new", 8);
    assertThat(map.newest(first.get(1).place(), 2, value -> value % 2 == 0))
        .extracting(RecentMap.Entry::value)
        .containsExactly(0);
  }

  @Test
  void oneLargerThanAllRoomIsKeptAlone() {
    RecentMap<String, String> map = new RecentMap<>(10, value -> 1_000);
    map.put("a", "1");
    map.put("b", "2");
    assertThat(map.get("a")).isNull();
    assertThat(map.get("b")).isEqualTo("2");
    assertThat(map.evicted()).isEqualTo(1);
  }
}
