package io.rapport.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RanksTest {

  @Property
  void placesAreThoseOfASort(
      @ForAll @Size(max = 200) List<@FloatRange(min = 0, max = Float.MAX_VALUE) Float> numbers) {
    assertSorted(numbers);
  }

  @Property
  void alsoOfFewDifferentNumbers(
      @ForAll @Size(max = 200) List<@IntRange(max = 3) Integer> numbers) {
    assertSorted(numbers.stream().map(Integer::floatValue).toList());
  }

  private static void assertSorted(List<Float> numbers) {
    Ranks places = new Ranks(numbers.size());
    float[] packed = new float[numbers.size()];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = numbers.get(i);
    }
    places.rank(new float[] {}, 0);
    places.rank(packed, packed.length);
    List<Integer> best =
        IntStream.range(0, packed.length)
            .boxed()
            .sorted(
                Comparator.<Integer, Float>comparing(numbers::get)
                    .thenComparing(Comparator.naturalOrder())
                    .reversed())
            .toList();
    for (int place = 0; place < packed.length; place++) {
      assertThat(places.of(best.get(place))).isEqualTo(place);
    }
  }
}
