package io.rapport.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private static final Duration NOON = Duration.ofHours(12);

  private final RestartPolicy policy =
      new RestartPolicy(
          new SupervisionSettings(
              Duration.ofSeconds(1), Duration.ofSeconds(5), 5, Duration.ofMinutes(10)));

  @Test
  void doublesTheDelayUpToTheLongest() {
    for (int seconds : new int[] {1, 2, 4, 5, 5}) {
      assertThat(policy.died(NOON)).contains(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void endsAtTheLimit() {
    for (int i = 0; i < 5; i++) {
      assertThat(policy.died(NOON.plusSeconds(i))).isPresent();
    }
    assertThat(policy.died(NOON.plusSeconds(5))).isEmpty();
    assertThat(policy.died(NOON.plusSeconds(599))).isEmpty();
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    for (int i = 0; i < 5; i++) {
      policy.died(NOON.plusSeconds(i));
    }
    assertThat(policy.died(NOON.plusSeconds(600))).contains(Duration.ofSeconds(5));
    assertThat(policy.died(NOON.plusSeconds(600))).isEmpty();
    assertThat(policy.died(NOON.plusSeconds(1_300))).contains(Duration.ofSeconds(1));
  }

  @Test
  void hasSensibleDefaults() {
    assertThat(SupervisionSettings.defaults())
        .isEqualTo(
            new SupervisionSettings(
                Duration.ofSeconds(1), Duration.ofSeconds(30), 5, Duration.ofMinutes(10)));
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(
            () ->
                new SupervisionSettings(
                    Duration.ofSeconds(2), Duration.ofSeconds(1), 5, Duration.ofMinutes(1)))
        .hasMessageContaining("nor the longest below the first");
    assertThatThrownBy(
            () -> new SupervisionSettings(Duration.ZERO, Duration.ZERO, 0, Duration.ofMinutes(1)))
        .hasMessageContaining("both must be positive");
  }
}
