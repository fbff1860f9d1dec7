package io.rapport.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.avro.TicketPriority;
import io.rapport.avro.TriagedTicket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveQualityTest {

  private final LiveQuality quality = new LiveQuality(2);

  private static TriagedTicket triage(String eventId, String intent, boolean abstained) {
    return TriagedTicket.newBuilder()
        .setTicketId("t")
        .setEventTime(Instant.EPOCH)
        .setTriggerEventId(eventId)
        .setTriggerTime(Instant.EPOCH)
        .setIntent(intent)
        .setConfidence(0.5)
        .setAbstained(abstained)
        .setQueue("q")
        .setPriority(TicketPriority.LOW)
        .setSentiment(0)
        .setRedactions(Map.of())
        .setAlternatives(List.of())
        .setReasons(List.of())
        .setModelVersion(1)
        .build();
  }

  private static Recommendation recommendation(String eventId, String... items) {
    return Recommendation.newBuilder()
        .setRecommendationId("r-" + eventId)
        .setEventTime(Instant.EPOCH)
        .setTriggerTime(Instant.EPOCH)
        .setVisitorId("v")
        .setTriggerEventId(eventId)
        .setItems(
            java.util.Arrays.stream(items)
                .map(
                    id ->
                        RecommendedItem.newBuilder()
                            .setItemId(id)
                            .setScore(1)
                            .setSource("co-occurrence")
                            .setReasons(List.of())
                            .build())
                .toList())
        .setModelVersion("1")
        .build();
  }

  @Test
  void judgesInEitherOrderAndOnce() {
    quality.ticketOpened("a", "praise");
    quality.triaged(triage("a", "praise", false));
    quality.triaged(triage("a", "praise", false));
    quality.triaged(triage("b", "complaint", true));
    quality.ticketOpened("b", "praise");
    assertThat(quality.figures()).isEqualTo(new LiveQuality.Figures(2, 1, 1, 1, 0, 0));
    assertThat(quality.figures().triageAccuracy()).isEqualTo(0.5);
    assertThat(quality.figures().routedAccuracy()).isEqualTo(1.0);
  }

  @Test
  void countsAHitWhereTheNextItemWasRecommended() {
    quality.nextItem("a", "p1");
    quality.recommended(recommendation("a", "p2", "p1"));
    quality.recommended(recommendation("b", "p3"));
    quality.nextItem("b", "p4");
    quality.recommended(recommendation("c", "p5"));
    assertThat(quality.figures()).isEqualTo(new LiveQuality.Figures(0, 0, 0, 0, 2, 1));
    assertThat(quality.figures().hitRate()).isEqualTo(0.5);
  }

  @Test
  void givesUpTheOldestPending() {
    quality.nextItem("a", "p1");
    quality.nextItem("b", "p1");
    quality.nextItem("c", "p1");
    quality.recommended(recommendation("a", "p1"));
    quality.recommended(recommendation("c", "p1"));
    assertThat(quality.figures().recommendations()).isEqualTo(1);
  }

  @Test
  void noFiguresBeforeTheFirst() {
    assertThat(quality.figures().hitRate()).isNaN();
    assertThat(quality.figures().triageAccuracy()).isNaN();
  }
}
