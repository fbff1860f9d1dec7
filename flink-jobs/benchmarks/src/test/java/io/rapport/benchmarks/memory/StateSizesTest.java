package io.rapport.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StateSizesTest {

  @Test
  void readsTheStatesOfEveryDomain() {
    assertThat(
            StateSizes.of(
                Map.of(
                    "0.join channels.rapport.customer.profile.bytes-per-key", 410.0,
                    "0.join channels.rapport.customer.profile.bytes-per-key-max", 2_048.0,
                    "0.history.rapport.recommendation.history.bytes-per-key", 150.0,
                    "0.join channels.rapport.customer.profile.cache-hits", 7.0,
                    "0.link identifiers.rapport.customer.links.bytes-per-key", 0.0)))
        .containsExactly(
            new StateSizes.Size("history", 150, 0), new StateSizes.Size("profile", 410, 2_048));
  }
}
