package io.rapport.connectors.kafka.flink.time;

import static io.rapport.connectors.kafka.flink.time.PartitionTime.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.connectors.kafka.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartitionClockTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final KafkaSettings SETTINGS = KafkaSettings.at("unused:1", "http://unused");
  private static final long DISORDER = SETTINGS.outOfOrderness().toMillis();
  private static final long FUTURE = SETTINGS.futureBound().toMillis();
  private static final long BOUND = SETTINGS.idleness().toMillis();
  private static final long ALLOWANCE = Math.min(DISORDER, BOUND);
  private static final long DAY = 86_400_000;

  private final PartitionClock clock = fresh();

  private record Event(long time, long received) {}

  private static PartitionClock fresh() {
    return new PartitionClock(SETTINGS, PartitionTime.UNKNOWN);
  }

  @Test
  void knowsNoTimeBeforeTheFirstEvent() {
    assertThat(clock.started()).isFalse();
    assertThat(clock.quiet(NOW)).isTrue();
    assertThat(clock.pass(NOW)).isEqualTo(NONE);
    assertThat(clock.watermark()).isEqualTo(NONE);
  }

  @Test
  void goesOnByWhatHasPassedOnceNothingCameForTheBound() {
    clock.event(NOW, NOW);

    assertThat(clock.pass(NOW + BOUND - 1)).isEqualTo(NONE);
    assertThat(clock.watermark()).isEqualTo(NOW - DISORDER - 1);
    assertThat(clock.pass(NOW + BOUND)).isEqualTo(NOW + BOUND - ALLOWANCE - 1);
    assertThat(clock.pass(NOW + 60_000)).isEqualTo(NOW + 60_000 - ALLOWANCE - 1);
  }

  @Test
  void keepsTheTimeOfHistoryThatIsSentAgain() {
    clock.event(NOW - 300 * DAY, NOW);

    assertThat(clock.pass(NOW + 60_000)).isEqualTo(NOW - 300 * DAY + 60_000 - ALLOWANCE - 1);
  }

  @Test
  void historyBehindLiveTrafficMovesNothing() {
    clock.event(NOW, NOW);
    clock.event(NOW - 300 * DAY, NOW + 1);

    assertThat(clock.watermark()).isEqualTo(NOW - DISORDER - 1);
  }

  @Test
  void oneEventDatedNextYearMovesItNoFurtherThanTheBound() {
    clock.event(NOW, NOW);
    clock.event(NOW + 365 * DAY, NOW);

    assertThat(clock.watermark()).isEqualTo(NOW + FUTURE - DISORDER - 1);
    assertThat(clock.pass(NOW + BOUND)).isEqualTo(NOW + BOUND + FUTURE - ALLOWANCE - 1);
  }

  @Test
  void survivesTimesAtTheEdge() {
    clock.event(Long.MIN_VALUE, NOW);
    assertThat(clock.watermark()).isEqualTo(NONE);
    clock.event(Long.MAX_VALUE, NOW);
    assertThat(clock.watermark()).isEqualTo(NOW + FUTURE - DISORDER - 1);
  }

  /**
   * The slow and obvious reference: all from the list of records so far. Before a record the
   * watermark is the highest of all quiet times up to it and of the newest event.
   */
  private static long oracle(List<Event> before, long received) {
    long highest = NONE;
    for (int i = 1; i <= before.size(); i++) {
      long newest = NONE;
      long last = NONE;
      for (Event event : before.subList(0, i)) {
        newest = Math.max(newest, Math.min(event.time(), event.received() + FUTURE));
        last = Math.max(last, event.received());
      }
      long next = i < before.size() ? before.get(i).received() : received;
      highest = Math.max(highest, newest - DISORDER - 1);
      if (next - last >= BOUND) {
        highest = Math.max(highest, newest + (next - last) - ALLOWANCE - 1);
      }
    }
    return highest;
  }

  private static List<Event> events(Random random, int count) {
    List<Event> events = new ArrayList<>();
    long received = NOW;
    for (int i = 0; i < count; i++) {
      // Mostly close together, sometimes quiet, and once the broker's clock is set back.
      received +=
          switch (random.nextInt(8)) {
            case 0 -> BOUND + random.nextInt(100_000);
            case 1 -> BOUND - 1 + random.nextInt(3);
            case 2 -> -random.nextInt(500);
            default -> random.nextInt(300);
          };
      long time =
          switch (random.nextInt(8)) {
            case 0 -> received - 300 * DAY;
            case 1 -> received + 365 * DAY;
            default -> received - random.nextInt(20_000) + 5_000;
          };
      events.add(new Event(time, received));
    }
    return events;
  }

  @Property(tries = 200)
  void aReplayGivesTheSameWatermarkBeforeEachRecord(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
    Random random = new Random(seed);
    List<Event> events = events(random, count);
    PartitionClock live = fresh(); // is asked at any time, and restored at any time
    PartitionClock replay = fresh(); // is asked about nothing
    long highest = NONE;
    long last = NOW;
    for (int i = 0; i < count; i++) {
      Event event = events.get(i);
      for (int pulse = random.nextInt(3); pulse > 0 && event.received() > last; pulse--) {
        long given = live.pass(last + random.nextLong(event.received() - last + 1));
        assertThat(given == NONE || given >= highest).isTrue();
        highest = Math.max(highest, live.watermark());
      }
      if (random.nextInt(4) == 0) {
        live = new PartitionClock(SETTINGS, live.time());
      }
      long ofLive = live.pass(event.received());
      assertThat(replay.pass(event.received())).isEqualTo(ofLive);
      assertThat(live.watermark())
          .isEqualTo(replay.watermark())
          .isEqualTo(oracle(events.subList(0, i), event.received()))
          .isGreaterThanOrEqualTo(highest);
      live.event(event.time(), event.received());
      replay.event(event.time(), event.received());
      last = Math.max(last, event.received());
      highest = live.watermark();
      assertThat(highest).isLessThanOrEqualTo(last + FUTURE - ALLOWANCE - 1);
    }
  }
}
