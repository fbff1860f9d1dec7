package io.rapport.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.ProfileState;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares with the customer job's own pace, its timers included. */
class PublicationPaceTest {

  private static final long START = 1_764_000_000_000L;
  private static final int EVENTS = 10_000;

  private static int floor(long[] times) {
    PublicationPace pace = new PublicationPace(CustomerSettings.DEFAULT.emitInterval());
    long published = 0;
    int publications = 0;
    for (long time : times) {
      long after = pace.after(published, Appearance.of("s", null, "v", time));
      publications += after == published ? 0 : 1;
      published = after;
    }
    return publications;
  }

  private static int job(long[] times) {
    ProfileState state = new ProfileState(CustomerSettings.DEFAULT);
    int publications = 0;
    for (long time : times) {
      // The timer of a change held back fires before a later event.
      if (state.emitTimer() != 0 && state.emitTimer() <= time && state.due(state.emitTimer())) {
        publications++;
      }
      publications += state.changed(time) ? 1 : 0;
    }
    return publications + (state.emitTimer() == 0 ? 0 : 1);
  }

  /** Times of one customer, with a mean distance of so many milliseconds. */
  private static long[] times(int distance) {
    Random random = new Random(distance);
    long[] times = new long[EVENTS];
    long time = START;
    for (int i = 0; i < EVENTS; i++) {
      time += (long) (-Math.log(1 - random.nextDouble()) * distance);
      times[i] = time;
    }
    return times;
  }

  @Test
  void publishesAsOftenAsTheCustomerJob() {
    for (int distance : new int[] {50, 300, 1_000, 3_000, 20_000}) {
      long[] times = times(distance);

      assertThat((double) floor(times) / job(times))
          .as("every %d ms", distance)
          .isCloseTo(1, within(0.02));
    }
  }

  @Test
  void publishesAnEventMuchOlderThanTheOthersAtOnce() {
    assertThat(floor(new long[] {START, START - 60_000, START - 50_000, START - 49_990}))
        .isEqualTo(4);
  }
}
