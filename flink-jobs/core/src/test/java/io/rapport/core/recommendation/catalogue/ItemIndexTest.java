package io.rapport.core.recommendation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.state.SortedTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ItemIndexTest {

  /** The parts that an owner would snapshot. */
  private static final class Kept implements ItemIndex.Store {
    private final Map<Integer, byte[]> buckets = new HashMap<>();
    private final Map<Integer, String> categories = new HashMap<>();
    private final Map<Integer, String> brands = new HashMap<>();
    private final Map<String, int[]> levels = new HashMap<>();

    @Override
    public void bucket(int number, byte[] table) {
      buckets.put(number, table);
    }

    @Override
    public void category(int id, String name) {
      categories.put(id, name);
    }

    @Override
    public void brand(int id, String name) {
      brands.put(id, name);
    }

    @Override
    public void levels(String site, int[] items) {
      levels.put(site, items);
    }
  }

  private static ItemAttributes random(Random random, int items) {
    return new ItemAttributes(
        "shop",
        "i" + random.nextInt(items),
        1,
        random.nextInt(4) > 0,
        random.nextInt(5) == 0 ? null : "a/" + random.nextInt(6),
        random.nextInt(5) == 0 ? null : "b" + random.nextInt(6),
        random.nextInt(5) == 0 ? Double.NaN : 1 + random.nextInt(1000) / 10.0,
        random.nextInt(Popularity.LEVELS));
  }

  private static void assertSame(ItemIndex index, Map<String, ItemAttributes> oracle, int items) {
    ItemFacts facts = new ItemFacts();
    int known = 0;
    for (int i = 0; i < items; i++) {
      ItemAttributes expected = oracle.get("i" + i);
      assertThat(index.find(ItemKeys.key("shop", "i" + i), facts)).isEqualTo(expected != null);
      if (expected != null) {
        known++;
        assertThat(index.categories().name(facts.category)).isEqualTo(expected.category());
        assertThat(index.brands().name(facts.brand)).isEqualTo(expected.brand());
        assertThat(facts.price).isEqualTo(PriceCode.of(expected.price()));
        assertThat(facts.popularity).isEqualTo(expected.popularity());
      }
    }
    assertThat(index.size()).isEqualTo(known);
    if (index.levels("shop") != null) {
      assertThat(index.levels("shop").total()).isEqualTo(known);
    }
  }

  @Property(tries = 100)
  void knowsWhatAMapWouldAlsoAfterARestore(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 200) int changes) {
    Random random = new Random(seed);
    Kept kept = new Kept();
    ItemIndex index = new ItemIndex(1000, 100, kept);
    Map<String, ItemAttributes> oracle = new HashMap<>();
    for (int i = 0; i < changes; i++) {
      ItemAttributes change = random(random, 30);
      index.apply(change);
      if (change.listed()) {
        oracle.put(change.itemId(), change);
      } else {
        oracle.remove(change.itemId());
      }
    }
    assertSame(index, oracle, 30);
    ItemIndex restored = new ItemIndex(1000, 100, new Kept());
    kept.buckets.forEach(restored::restoreBucket);
    kept.categories.forEach(restored::restoreCategory);
    kept.brands.forEach(restored::restoreBrand);
    kept.levels.forEach(restored::restoreLevels);
    assertSame(restored, oracle, 30);
  }

  /** A bucket of many keys, in any order of insertion. */
  @Property(tries = 100)
  void aTableStaysSorted(@ForAll List<Long> keys) {
    byte[] table = SortedTable.EMPTY;
    ItemFacts facts = new ItemFacts();
    for (long key : keys) {
      facts.category = Long.hashCode(key);
      table = PackedTable.with(table, key, facts);
    }
    assertThat(PackedTable.size(table)).isEqualTo((int) keys.stream().distinct().count());
    for (int i = 1; i < PackedTable.size(table); i++) {
      assertThat(PackedTable.key(table, i)).isGreaterThan(PackedTable.key(table, i - 1));
    }
    for (long key : keys) {
      int entry = PackedTable.find(table, key);
      assertThat(entry).isNotNegative();
      PackedTable.read(table, entry, facts);
      assertThat(facts.category).isEqualTo(Long.hashCode(key));
    }
  }

  @Test
  void whatFindsNoRoomIsCounted() {
    ItemIndex index = new ItemIndex(2, 1, new Kept());
    for (int i = 0; i < 5; i++) {
      index.apply(new ItemAttributes("shop", "i" + i, 1, true, "c" + i, null, 1, 0));
    }
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.refused()).isEqualTo(3);
    assertThat(index.names()).isEqualTo(1);
    assertThat(index.refusedNames()).isEqualTo(1);
    index.apply(ItemAttributes.gone("shop/i0", 2));
    index.apply(new ItemAttributes("shop", "i4", 1, true, "c0", null, 1, 0));
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.find(ItemKeys.key("shop", "i4"), new ItemFacts())).isTrue();
  }

  @Property
  void aPriceCodeIsExactToAThousandthAndKeepsTheOrder(
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double one,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double other) {
    assertThat(PriceCode.octaves(PriceCode.of(one), PriceCode.of(other)))
        .isCloseTo(Math.abs(Math.log(one / other) / Math.log(2)), within(0.001));
    if (one <= other) {
      assertThat(PriceCode.of(one)).isLessThanOrEqualTo(PriceCode.of(other));
    }
  }

  @Property
  void aLevelIsToldAnewOnlyWhenItIsOutgrown(
      @ForAll @DoubleRange(min = 0, max = 1e7) double visits) {
    int level = Popularity.level(visits);
    assertThat(Popularity.outgrown(level, visits)).isFalse();
    assertThat(Popularity.outgrown(level, visits * 2.01 + 2)).isTrue();
    if (visits > 8) {
      assertThat(Popularity.visits(level)).isBetween(visits / 2, visits * 2);
      assertThat(Popularity.outgrown(level, visits / 1.01)).isFalse();
      assertThat(Popularity.outgrown(level, visits / 4.01)).isTrue();
    }
  }
}
