package io.rapport.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class RecentIdsTest {

  @Property
  void remembersWhatABoundedQueueRemembers(
      @ForAll @IntRange(min = 1, max = 12) int capacity,
      @ForAll @Size(max = 60) List<@AlphaChars @StringLength(max = 1) String> events,
      @ForAll @IntRange(max = 60) int restoreAt) {
    RecentIds ids = new RecentIds(capacity);
    Deque<String> oracle = new ArrayDeque<>();
    for (int i = 0; i < events.size(); i++) {
      if (i == restoreAt) {
        ids = RecentIds.of(capacity, ids.hashes());
      }
      String event = events.get(i);
      boolean known = oracle.contains(event);
      assertThat(ids.seen(event)).isEqualTo(known);
      if (!known) {
        oracle.addLast(event);
        if (oracle.size() > capacity) {
          oracle.removeFirst();
        }
      }
      assertThat(ids.hashes()).containsExactly(oracle.stream().mapToLong(Hash64::of).toArray());
    }
  }

  @Property
  void shrinkingKeepsTheNewest(
      @ForAll @Size(max = 40) List<@AlphaChars @StringLength(min = 3, max = 6) String> events,
      @ForAll @IntRange(min = 1, max = 10) int smaller) {
    RecentIds ids = new RecentIds(40);
    events.forEach(ids::seen);
    long[] all = ids.hashes();
    long[] kept = RecentIds.of(smaller, all).hashes();
    assertThat(kept).hasSize(Math.min(smaller, all.length));
    assertThat(List.of(boxed(all)).subList(all.length - kept.length, all.length))
        .containsExactly(boxed(kept));
  }

  private static Long[] boxed(long[] values) {
    return Arrays.stream(values).boxed().toArray(Long[]::new);
  }
}
