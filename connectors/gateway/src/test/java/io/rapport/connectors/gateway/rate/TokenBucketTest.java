package io.rapport.connectors.gateway.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void allowsTheBurstThenTheRate() {
    TokenBucket bucket = new TokenBucket(10, 3, 0);
    assertThat(bucket.take(3, 0)).isZero();
    assertThat(bucket.take(1, 0)).isEqualTo(SECOND / 10);
    assertThat(bucket.take(1, SECOND / 10)).isZero();
    assertThat(bucket.take(1, SECOND / 10)).isPositive();
  }

  @Test
  void moreThanTheBurstIsTakenFromAFullBucketAndPaidBack() {
    TokenBucket bucket = new TokenBucket(10, 5, 0);
    assertThat(bucket.take(15, 0)).isZero();
    assertThat(bucket.take(1, SECOND)).isPositive();
    assertThat(bucket.take(1, SECOND + SECOND / 5)).isZero();
  }

  @Test
  void askingTakesNothing() {
    TokenBucket bucket = new TokenBucket(10, 2, 0);
    assertThat(bucket.until(2, 0)).isZero();
    assertThat(bucket.until(2, 0)).isZero();
    assertThat(bucket.take(2, 0)).isZero();
    assertThat(bucket.until(1, 0)).isEqualTo(SECOND / 10);
    assertThat(bucket.until(1, SECOND / 10)).isZero();
    RateLimiter limiter = new RateLimiter(10, 2, 10, () -> 0);
    assertThat(limiter.until("a", 1)).isZero();
    assertThat(limiter.take("a", 2)).isZero();
    assertThat(limiter.until("a", 1)).isEqualTo(SECOND / 10);
    assertThat(limiter.until("b", 1)).isZero();
  }

  @Test
  void timeThatGoesBackGivesNothing() {
    TokenBucket bucket = new TokenBucket(1, 1, 10 * SECOND);
    assertThat(bucket.take(1, 10 * SECOND)).isZero();
    assertThat(bucket.take(1, 0)).isPositive();
  }

  @Property
  void neverLetsThroughMoreThanBurstAndRate(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 300) Integer> pauses) {
    TokenBucket bucket = new TokenBucket(20, 7, 0);
    long now = 0;
    int taken = 0;
    for (int pause : pauses) {
      now += pause * SECOND / 1000;
      if (bucket.take(1, now) == 0) {
        taken++;
      }
    }
    assertThat((double) taken).isLessThanOrEqualTo(7 + 20.0 * now / SECOND + 1e-6);
  }
}
