package io.rapport.benchmarks.policy;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.Exploration;
import io.rapport.avro.Recommendation;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.TopicReader;
import io.rapport.core.recommendation.ranking.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The explored recommendations of the topics, with the clicks on them. A trial is one whose
 * explored item was shown; it is rewarded when that item was clicked in time.
 */
final class PolicyLog {

  /** An explored place that was shown. */
  record Trial(List<Arm> arms, int chosen, boolean rewarded) {}

  /** An explored recommendation, with what is known of it so far. */
  private static final class Explored {
    final Instant time;
    final List<Arm> arms;
    final int chosen;
    boolean shown;
    boolean clicked;

    Explored(Instant time, Exploration exploration) {
      this.time = time;
      this.arms =
          exploration.getArms().stream()
              .map(arm -> new Arm(arm.getItemId(), arm.getPropensity(), arm.getScore()))
              .toList();
      this.chosen = exploration.getChosen();
    }
  }

  private final Map<String, Explored> explored = new HashMap<>();
  private final String site;
  private final Duration window;
  private final int limit;
  private long recommendations;
  private long passedOver;

  /**
   * @param site whose recommendations count; null for those of all
   * @param window in which what is done with a recommendation counts
   * @param limit explored recommendations held at most, the first in the topic
   */
  PolicyLog(String site, Duration window, int limit) {
    this.site = site;
    this.window = window;
    this.limit = limit;
  }

  /** Reads both topics to their present ends. */
  void read(KafkaSettings kafka) {
    TopicReader reader = new TopicReader(kafka);
    reader.forEach(Recommendation.class, this::add);
    reader.forEach(Click.class, this::add);
  }

  void add(Recommendation recommendation) {
    if (site != null && !site.equals(recommendation.getSite())) {
      return;
    }
    recommendations++;
    if (recommendation.getExploration() == null) {
      return;
    }
    if (explored.size() >= limit) {
      passedOver++;
      return;
    }
    explored.putIfAbsent(
        recommendation.getRecommendationId(),
        new Explored(recommendation.getEventTime(), recommendation.getExploration()));
  }

  void add(Click click) {
    Explored list =
        click.getRecommendationId() == null ? null : explored.get(click.getRecommendationId());
    if (list == null
        || !list.arms.get(list.chosen).itemId().equals(click.getItemId())
        || click.getEventTime().isAfter(list.time.plus(window))) {
      return;
    }
    boolean clicked = click.getAction() == ClickAction.RECOMMENDATION_CLICK;
    list.clicked |= clicked;
    list.shown |= clicked || click.getAction() == ClickAction.IMPRESSION;
  }

  /** Those whose explored item was shown. */
  List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (Explored list : explored.values()) {
      if (list.shown) {
        trials.add(new Trial(list.arms, list.chosen, list.clicked));
      }
    }
    return trials;
  }

  /** Recommendations read. */
  long recommendations() {
    return recommendations;
  }

  /** Explored recommendations held. */
  int explored() {
    return explored.size();
  }

  /** Explored recommendations beyond the limit. */
  long passedOver() {
    return passedOver;
  }
}
