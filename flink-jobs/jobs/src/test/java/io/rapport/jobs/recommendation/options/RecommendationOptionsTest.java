package io.rapport.jobs.recommendation.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class RecommendationOptionsTest {

  @Test
  void optionsAreUnderstoodAsPeopleWriteThem() {
    RecommendationSettings settings =
        RecommendationOptions.settings(
            Configuration.fromMap(
                Map.of(
                    "rapport.recommendation.half-life", "12 h",
                    "rapport.recommendation.embedding.dimensions", "24",
                    "rapport.recommendation.seen-filter", "all",
                    "rapport.recommendation.trending.size", "0")));
    assertThat(settings.counting().decay().halfLifeMillis()).isEqualTo(43_200_000);
    assertThat(settings.ranking().seenFilter()).isEqualTo(SeenFilter.ALL);
    assertThat(settings.trending()).isEqualTo(RecommendationSettings.DEFAULT.trending().off());
    assertThat(settings.modelVersion())
        .isEqualTo(
            "blend-1:sources=co-occurrence+session-neighbours+revisit+content+bought-together,units=16,embedding=24,"
                + "sessions=200,window=10,touched=20,backward=0.5,damping=0.5/0.2,half-life=12h,step=0.4");
  }

  @Test
  void aValueOutOfBoundsIsNamed() {
    Configuration config = new Configuration();
    config.set(RankingOptions.STEP_DECAY, 1.5);
    assertThatThrownBy(() -> RecommendationOptions.settings(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stepDecay must be from 0.0 to 1.0 but is 1.5");
  }
}
