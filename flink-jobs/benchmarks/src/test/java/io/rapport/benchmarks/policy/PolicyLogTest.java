package io.rapport.benchmarks.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Arm;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.Exploration;
import io.rapport.avro.Recommendation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyLogTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final PolicyLog log = new PolicyLog("default", Duration.ofMinutes(30), 3);

  private void explored(String id, String site) {
    log.add(
        Recommendation.newBuilder()
            .setRecommendationId(id)
            .setEventTime(NOON)
            .setTriggerTime(NOON)
            .setSite(site)
            .setVisitorId("v")
            .setTriggerEventId("e")
            .setItems(List.of())
            .setModelVersion("m")
            .setExploration(
                new Exploration(3, 1, List.of(new Arm("a", 0.75, 2.0), new Arm("b", 0.25, 1.0))))
            .build());
  }

  private void click(String id, ClickAction action, String item, int minutes) {
    log.add(
        Click.newBuilder()
            .setEventId(id + action + item)
            .setEventTime(NOON.plus(Duration.ofMinutes(minutes)))
            .setVisitorId("v")
            .setAction(action)
            .setItemId(item)
            .setRecommendationId(id)
            .build());
  }

  @Test
  void aTrialIsAnExploredItemThatWasShownAndAClickInTimeRewardsIt() {
    explored("shown", "default");
    explored("clicked", "default");
    explored("unseen", "default");
    explored("elsewhere", "outlet");
    click("shown", ClickAction.IMPRESSION, "b", 1);
    click("shown", ClickAction.RECOMMENDATION_CLICK, "b", 31);
    click("shown", ClickAction.RECOMMENDATION_CLICK, "a", 2);
    click("clicked", ClickAction.RECOMMENDATION_CLICK, "b", 2);
    click("elsewhere", ClickAction.RECOMMENDATION_CLICK, "b", 2);
    click("unseen", ClickAction.IMPRESSION, "a", 2);
    assertThat(log.trials())
        .extracting(PolicyLog.Trial::rewarded)
        .containsExactlyInAnyOrder(false, true);
    assertThat(log.trials()).extracting(PolicyLog.Trial::chosen).containsOnly(1);
    assertThat(log.recommendations()).isEqualTo(3);
  }

  @Test
  void holdsNoMoreThanTheLimitAndSaysSo() {
    for (int i = 0; i < 5; i++) {
      explored("r" + i, "default");
    }
    assertThat(log.explored()).isEqualTo(3);
    assertThat(log.passedOver()).isEqualTo(2);
  }
}
