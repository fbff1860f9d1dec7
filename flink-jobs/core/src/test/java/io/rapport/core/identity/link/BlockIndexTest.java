package io.rapport.core.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BlockIndexTest {

  private static final int SLOTS = 40;

  @Property(tries = 300)
  void findsTheNewestOfEachKey(
      @ForAll @Size(max = 80) List<@Size(max = 4) List<@LongRange(min = 0, max = 12) Long>> records,
      @ForAll @IntRange(min = 1, max = 5) int most) {
    BlockIndex index = new BlockIndex(4);
    Map<Integer, long[]> keysOf = new HashMap<>();
    List<Integer> order = new ArrayList<>(); // the oldest first
    for (int i = 0; i < records.size(); i++) {
      int slot = i % SLOTS;
      if (keysOf.containsKey(slot)) {
        index.remove(slot);
        order.remove((Integer) slot);
      }
      long[] keys = records.get(i).stream().mapToLong(key -> key).distinct().toArray();
      index.add(slot, keys);
      keysOf.put(slot, keys);
      order.add(slot);
    }
    for (long key = 0; key <= 12; key++) {
      long wanted = key;
      List<Integer> expected = new ArrayList<>();
      for (int i = order.size() - 1; i >= 0; i--) {
        if (Arrays.stream(keysOf.get(order.get(i))).anyMatch(k -> k == wanted)) {
          expected.add(order.get(i));
        }
      }
      List<Integer> found = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      index.visit(
          key,
          most,
          (slot, size) -> {
            found.add(slot);
            sizes.add(size);
          });
      assertThat(found).isEqualTo(expected.subList(0, Math.min(most, expected.size())));
      assertThat(sizes).allMatch(size -> size == expected.size());
    }
  }
}
