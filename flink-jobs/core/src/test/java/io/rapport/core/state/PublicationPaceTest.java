package io.rapport.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PublicationPaceTest {

  /** Examples are far apart in time but within the patience: only the share decides. */
  @Property(tries = 200)
  void aShareBoundsHowOftenAModelIsWritten(
      @ForAll @DoubleRange(min = 0.01, max = 1) double share,
      @ForAll @IntRange(min = 1, max = 5_000) int examples) {
    PublicationPace pace =
        PublicationPace.DEFAULT.with(
            p -> p.intervalMillis(1).share(share).patienceMillis(Long.MAX_VALUE));
    int publications = 0;
    long unpublished = 0;
    for (int learned = 1; learned <= examples; learned++) {
      unpublished++;
      if (pace.delay(unpublished, learned) == 1) {
        publications++;
        unpublished = 0;
      }
    }
    // One publication an example while the share is below one example, then one a growth by 1 / (1
    // - share).
    assertThat(publications).isLessThanOrEqualTo((int) (1 / share * (1 + Math.log(examples))) + 2);
  }

  @Test
  void aSmallShareWaitsLonger() {
    PublicationPace pace =
        PublicationPace.DEFAULT.with(
            p -> p.intervalMillis(2_000).share(0.01).patienceMillis(30_000));
    assertThat(pace.delay(10, 1_000)).isEqualTo(2_000);
    assertThat(pace.delay(9, 1_000)).isEqualTo(30_000);
  }

  @Test
  void refusesAPatienceShorterThanTheInterval() {
    assertThatThrownBy(
            () -> PublicationPace.DEFAULT.with(p -> p.intervalMillis(2_000).patienceMillis(1_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but is 1000");
  }
}
