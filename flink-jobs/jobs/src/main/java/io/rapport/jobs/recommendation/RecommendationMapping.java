package io.rapport.jobs.recommendation;

import io.rapport.avro.ContextRecommendation;
import io.rapport.avro.ExperimentAssignment;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.ItemReason;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendationModel;
import io.rapport.avro.RecommendedItem;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.ranking.Exploration;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Reason;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.ranking.Treatment;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Maps recommendations, neighbours and blends to their contracts, and blends back. */
final class RecommendationMapping {

  private RecommendationMapping() {}

  static Recommendation toAvro(Recommended recommended) {
    return Recommendation.newBuilder()
        .setRecommendationId(recommended.recommendationId())
        .setEventTime(Instant.ofEpochMilli(recommended.eventTime()))
        .setTriggerTime(Instant.ofEpochMilli(recommended.triggerTime()))
        .setSite(recommended.site())
        .setVisitorId(recommended.visitorId())
        .setCustomerId(recommended.customerId())
        .setTriggerEventId(recommended.triggerEventId())
        .setTriggerItemId(recommended.triggerItemId())
        .setItems(items(recommended.items()))
        .setModelVersion(recommended.modelVersion())
        .setExploration(exploration(recommended.exploration()))
        .setRulesTime(rulesTime(recommended.treatment()))
        .setNotes(recommended.treatment().notes())
        .setExperiments(
            recommended.treatment().assignments().stream()
                .map(one -> new ExperimentAssignment(one.experiment(), one.variant()))
                .toList())
        .setContexts(
            recommended.treatment().contexts().stream()
                .map(RecommendationMapping::context)
                .toList())
        .build();
  }

  private static io.rapport.avro.Exploration exploration(Exploration exploration) {
    if (exploration == null) {
      return null;
    }
    return new io.rapport.avro.Exploration(
        exploration.slot(),
        exploration.chosen(),
        exploration.arms().stream()
            .map(arm -> new io.rapport.avro.Arm(arm.itemId(), arm.propensity(), arm.score()))
            .toList());
  }

  private static Instant rulesTime(Treatment treatment) {
    return treatment.rulesTime() == 0 ? null : Instant.ofEpochMilli(treatment.rulesTime());
  }

  private static ContextRecommendation context(Treatment.ContextItems context) {
    return new ContextRecommendation(context.context(), items(context.items()));
  }

  private static List<RecommendedItem> items(List<RankedItem> ranked) {
    List<RecommendedItem> items = new ArrayList<>(ranked.size());
    for (RankedItem item : ranked) {
      items.add(item(item));
    }
    return items;
  }

  /** Maps an item with its reasons. A loop, and no stream, because each event has some twenty. */
  private static RecommendedItem item(RankedItem item) {
    List<ItemReason> reasons = new ArrayList<>(item.reasons().size());
    for (Reason reason : item.reasons()) {
      reasons.add(reason(reason));
    }
    return new RecommendedItem(
        item.itemId(), item.score(), item.source().label(), item.category(), reasons);
  }

  private static ItemReason reason(Reason reason) {
    return new ItemReason(reason.itemId(), reason.source().label(), reason.share());
  }

  static RecommendationModel toAvro(BlendPublication blend) {
    return RecommendationModel.newBuilder()
        .setModelId(blend.site())
        .setVersion(blend.version())
        .setEventTime(Instant.ofEpochMilli(blend.eventTime()))
        .setPayload(ByteBuffer.wrap(blend.payload()))
        .build();
  }

  /** A blend read back. */
  static BlendPublication toDomain(RecommendationModel model) {
    byte[] payload = new byte[model.getPayload().remaining()];
    model.getPayload().duplicate().get(payload);
    return new BlendPublication(
        model.getModelId(), model.getVersion(), model.getEventTime().toEpochMilli(), payload);
  }

  /** The item's neighbours, or a tombstone when it has none. */
  static KeyedValue<ItemNeighbours> toAvro(Neighbourhood neighbourhood, String modelVersion) {
    if (neighbourhood.neighbours().isEmpty()) {
      return KeyedValue.tombstone(Keys.of(neighbourhood.site(), neighbourhood.itemId()));
    }
    return KeyedValue.of(
        ItemNeighbours.newBuilder()
            .setSite(neighbourhood.site())
            .setItemId(neighbourhood.itemId())
            .setEventTime(Instant.ofEpochMilli(neighbourhood.eventTime()))
            .setCount(neighbourhood.count())
            .setNeighbours(
                neighbourhood.neighbours().stream()
                    .map(
                        neighbour ->
                            new io.rapport.avro.Neighbour(
                                neighbour.itemId(), neighbour.weight(), neighbour.score()))
                    .toList())
            .setModelVersion(modelVersion)
            .build());
  }
}
