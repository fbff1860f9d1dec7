package io.rapport.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class RunningStatisticTest {

  private static final long WINDOW = 100;

  private final RunningStatistic<QuantileSketch> statistic = RunningStatistic.ofNumbers(WINDOW, 16);

  @Test
  void aValueLastsOneToTwoWindows() {
    add(statistic, 1, 10, 5);
    add(statistic, 1, 110, 7);
    assertThat(statistic.find(1).count()).isEqualTo(2);
    add(statistic, 1, 210, 9);
    assertThat(statistic.find(1).count()).isEqualTo(2);
    assertThat(statistic.merged(statistic.find(1)).quantile(0)).isEqualTo(7);
    add(statistic, 1, 900, 11);
    assertThat(statistic.find(1).count()).isEqualTo(1);
  }

  @Test
  void aLateValueCountsInItsWindowAndAnOldOneNowhere() {
    add(statistic, 1, 210, 9);
    add(statistic, 1, 150, 8);
    assertThat(statistic.at(1, 90)).isNull();
    assertThat(statistic.find(1).count()).isEqualTo(2);
  }

  @Test
  void theSegmentsSilentForLongestMakeRoom() {
    for (int segment = 0; segment < 17; segment++) {
      add(statistic, segment, segment, 1);
    }
    assertThat(statistic.size()).isEqualTo(15);
    assertThat(statistic.find(0)).isNull();
    assertThat(statistic.find(1)).isNull();
    assertThat(statistic.find(2)).isNotNull();
  }

  /** Compares with a sort of all segments by time and key. */
  @Property(tries = 200)
  void theSameSegmentsMakeRoomAsBySorting(
      @ForAll @Size(min = 16, max = 16) List<@IntRange(max = 5) Integer> times,
      @ForAll @UniqueElements @Size(min = 16, max = 16) List<@LongRange(min = 1) Long> keys) {
    RunningStatistic<QuantileSketch> full = RunningStatistic.ofNumbers(WINDOW, 16);
    for (int i = 0; i < 16; i++) {
      add(full, keys.get(i), times.get(i), 1);
    }
    add(full, 0, 6, 1);

    List<Long> silent =
        IntStream.range(0, 16)
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(times::get).thenComparing(keys::get))
            .map(keys::get)
            .limit(2)
            .toList();
    assertThat(keys).filteredOn(key -> full.find(key) == null).hasSameElementsAs(silent);
    assertThat(full.size()).isEqualTo(15);
  }

  @Test
  void partsMergeToTheWhole() {
    RunningStatistic<QuantileSketch> whole = RunningStatistic.ofNumbers(WINDOW, 16);
    RunningStatistic<QuantileSketch> left = RunningStatistic.ofNumbers(WINDOW, 16);
    RunningStatistic<QuantileSketch> right = RunningStatistic.ofNumbers(WINDOW, 16);
    for (int i = 0; i < 300; i++) {
      long key = i % 5;
      double value = (i * 37) % 40;
      add(whole, key, i, value);
      add(i % 3 == 0 ? left : right, key, i, value);
    }
    right.merge(left);
    for (long key = 0; key < 5; key++) {
      assertThat(right.find(key).count()).isEqualTo(whole.find(key).count());
      for (double share : new double[] {0.1, 0.5, 0.9}) {
        assertThat(right.merged(right.find(key)).quantile(share))
            .isEqualTo(whole.merged(whole.find(key)).quantile(share));
      }
    }
  }

  @Test
  void aSegmentThatIsBehindLosesItsOldWindowWhenMerged() {
    RunningStatistic<QuantileSketch> ahead = RunningStatistic.ofNumbers(WINDOW, 16);
    add(statistic, 1, 10, 5);
    add(ahead, 1, 110, 7);
    statistic.merge(ahead);
    assertThat(statistic.find(1).count()).isEqualTo(2);
    RunningStatistic<QuantileSketch> later = RunningStatistic.ofNumbers(WINDOW, 16);
    add(later, 1, 510, 9);
    later.merge(statistic);
    assertThat(later.find(1).count()).isEqualTo(1);
    statistic.merge(later);
    assertThat(statistic.find(1).count()).isEqualTo(1);
  }

  @Test
  void aRestoredStatisticIsTheOneThatWasWritten() {
    for (int i = 0; i < 100; i++) {
      add(statistic, i % 3, i * 3L, i);
    }
    statistic.find(1).keep(2, 3);
    RunningStatistic<QuantileSketch> restored = RunningStatistic.ofNumbers(WINDOW, 16);
    restored.read(new PackedReader(packed(statistic)));
    assertThat(packed(restored)).isEqualTo(packed(statistic));
    assertThat(restored.find(1).stale()).isFalse();
    assertThat(restored.find(1).high()).isEqualTo(3);
  }

  private static byte[] packed(RunningStatistic<QuantileSketch> statistic) {
    PackedWriter out = new PackedWriter(16);
    statistic.write(out);
    return out.toBytes();
  }

  private static void add(
      RunningStatistic<QuantileSketch> statistic, long key, long time, double value) {
    statistic.at(key, time).add(value);
  }
}
