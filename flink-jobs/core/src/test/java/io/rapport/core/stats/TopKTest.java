package io.rapport.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TopKTest {

  @Property
  void theGreatestComeFirstAndNothingIsLost(
      @ForAll @Size(max = 300) long[] values, @ForAll @IntRange(max = 320) int most) {
    assertSelected(values, most);
  }

  @Property
  void alsoOfFewDifferentNumbers(
      @ForAll @Size(max = 300) @LongRange(min = -2, max = 2) long[] values,
      @ForAll @IntRange(max = 320) int most) {
    assertSelected(values, most);
  }

  private static void assertSelected(long[] values, int most) {
    long[] selected = values.clone();
    TopK.first(selected, selected.length, most);
    long[] descending =
        LongStream.of(values)
            .boxed()
            .sorted(Collections.reverseOrder())
            .mapToLong(Long::longValue)
            .limit(most)
            .toArray();
    assertThat(Arrays.copyOf(selected, descending.length)).isEqualTo(descending);
    assertThat(sorted(selected)).isEqualTo(sorted(values));
  }

  private static long[] sorted(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
