package io.rapport.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final AtomicLong clock = new AtomicLong(5_000);

  @Test
  void holdsAnEventBackByItsDistanceOverTheSpeed() {
    Pace pace = new Pace(60, clock::get);
    assertThat(pace.nanosUntil(1_000_000)).isZero();
    assertThat(pace.nanosUntil(1_060_000)).isEqualTo(1_000_000_000L);
    clock.addAndGet(400_000_000L);
    assertThat(pace.nanosUntil(1_060_000)).isEqualTo(600_000_000L);
    assertThat(pace.nanosUntil(990_000)).isNegative();
  }

  @Test
  void doesNotHoldBackAtFullSpeed() {
    Pace pace = new Pace(Double.POSITIVE_INFINITY, clock::get);
    assertThat(pace.nanosUntil(0)).isZero();
    assertThat(pace.nanosUntil(Long.MAX_VALUE)).isZero();
  }
}
