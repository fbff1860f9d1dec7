package io.rapport.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SnapshotThrottleTest {

  @Test
  void workAndRestTogetherAreWorkedByItsShare() {
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      int worked = random.nextInt(1_000_000);
      double share = 0.01 + 0.99 * random.nextDouble();
      long rest = SnapshotThrottle.restNanos(worked, share);
      assertThat(((double) worked + (double) rest) * share).isCloseTo((double) worked, within(1.0));
    }
    assertThat(SnapshotThrottle.restNanos(1_000_000, 1)).isZero();
  }

  @Test
  void manyProcessorsLetOneOfThemPackWithoutRest() {
    assertThat(SnapshotThrottle.shareOfOne(0.125, 2)).isEqualTo(0.25);
    assertThat(SnapshotThrottle.shareOfOne(0.125, 8)).isEqualTo(1);
    assertThat(SnapshotThrottle.shareOfOne(0.125, 64)).isEqualTo(1);
  }

  @Test
  void onePacksAtATimeAndEverybodyGetsAround() {
    AtomicInteger packing = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger blocks = new AtomicInteger();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                SnapshotThrottle turn = new SnapshotThrottle(0.25);
                for (int block = 0; block < 20; block++) {
                  turn.take();
                  turn.take();
                  most.accumulateAndGet(packing.incrementAndGet(), Math::max);
                  blocks.incrementAndGet();
                  packing.decrementAndGet();
                  turn.end();
                  turn.account();
                  turn.end();
                }
              }));
    }
    all.forEach(CompletableFuture::join);
    assertThat(most).hasValue(1);
    assertThat(blocks).hasValue(160);
  }
}
