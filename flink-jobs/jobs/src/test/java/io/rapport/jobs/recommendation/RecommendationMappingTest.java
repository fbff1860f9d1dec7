package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendationModel;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.neighbour.Neighbour;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.ranking.Arm;
import io.rapport.core.recommendation.ranking.Exploration;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Reason;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.settings.CandidateSource;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendationMappingTest {

  @Test
  void everyFieldOfARecommendationLeaves() {
    Recommendation record =
        RecommendationMapping.toAvro(
            new Recommended(
                "r",
                10,
                12,
                "shop",
                "v",
                null,
                "e",
                "p",
                List.of(
                    new RankedItem(
                        "a",
                        0.7,
                        CandidateSource.CO_OCCURRENCE,
                        List.of(new Reason("p", CandidateSource.CO_OCCURRENCE, 1))),
                    new RankedItem(
                        "t",
                        0.1,
                        CandidateSource.TRENDING,
                        List.of(new Reason(null, CandidateSource.TRENDING, 1)))),
                "m",
                new Exploration(1, 0, List.of(new Arm("t", 0.75, 2), new Arm("u", 0.25, 1)))));
    assertThat(record.getExploration().getSlot()).isEqualTo(1);
    assertThat(record.getExploration().getChosen()).isZero();
    assertThat(record.getExploration().getArms())
        .containsExactly(
            new io.rapport.avro.Arm("t", 0.75, 2.0), new io.rapport.avro.Arm("u", 0.25, 1.0));
    assertThat(record.getRecommendationId()).isEqualTo("r");
    assertThat(record.getEventTime()).isEqualTo(Instant.ofEpochMilli(10));
    assertThat(record.getTriggerTime()).isEqualTo(Instant.ofEpochMilli(12));
    assertThat(record.getSite()).isEqualTo("shop");
    assertThat(record.getVisitorId()).isEqualTo("v");
    assertThat(record.getCustomerId()).isNull();
    assertThat(record.getTriggerEventId()).isEqualTo("e");
    assertThat(record.getTriggerItemId()).isEqualTo("p");
    assertThat(record.getModelVersion()).isEqualTo("m");
    assertThat(record.getItems()).hasSize(2);
    assertThat(record.getItems().get(0).getItemId()).isEqualTo("a");
    assertThat(record.getItems().get(0).getScore()).isEqualTo(0.7);
    assertThat(record.getItems().get(0).getSource()).isEqualTo("co-occurrence");
    assertThat(record.getItems().get(0).getReasons().get(0).getItemId()).isEqualTo("p");
    assertThat(record.getItems().get(0).getReasons().get(0).getWeight()).isEqualTo(1);
    assertThat(record.getItems().get(1).getReasons().get(0).getSource()).isEqualTo("trending");
  }

  @Test
  void aNeighbourhoodIsARecordAndItsEndATombstone() {
    KeyedValue<ItemNeighbours> value =
        RecommendationMapping.toAvro(
            new Neighbourhood("shop", "p", 10, 2.5, List.of(new Neighbour("a", 1.5, 0.7))), "m");
    assertThat(value.value().getCount()).isEqualTo(2.5);
    assertThat(value.value().getNeighbours().get(0).getWeight()).isEqualTo(1.5);
    assertThat(RecommendationMapping.toAvro(new Neighbourhood("shop", "p", 10, 0, List.of()), "m"))
        .isEqualTo(KeyedValue.tombstone("shop/p"));
  }

  @Test
  void aBlendComesBackAsItWas() {
    BlendPublication blend = new BlendPublication("shop", 3, 10, new byte[] {1, 2, 3});
    RecommendationModel record = RecommendationMapping.toAvro(blend);
    assertThat(record.getModelId()).isEqualTo("shop");
    assertThat(RecommendationMapping.toDomain(record)).usingRecursiveComparison().isEqualTo(blend);
  }
}
