package io.rapport.jobs.recommendation;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Unites the inputs of a visitor's history besides clicks: purchases, statuses and erasures. */
final class VisitorInputs {

  private VisitorInputs() {}

  static DataStream<VisitorInput> of(
      DataStream<PurchaseEvent> purchases, RecommendationTopology.Guidance guidance) {
    return input(purchases, VisitorInput::of, RecommendationUids.PURCHASES)
        .union(
            input(statuses(guidance), VisitorInput::of, RecommendationUids.STATUS_CHANGES),
            input(guidance.erased(), VisitorInput::of, RecommendationUids.ERASURES));
  }

  private static DataStream<StatusChange> statuses(RecommendationTopology.Guidance guidance) {
    return guidance
        .statuses()
        .connect(guidance.segments())
        .keyBy(
            status -> Keys.of(status.site(), status.customerId()),
            SegmentChange::customerKey,
            Types.STRING)
        .process(new StatusFunction())
        .name("status of visitors")
        .uid(RecommendationUids.STATUS);
  }

  private static <T> DataStream<VisitorInput> input(
      DataStream<T> stream, MapFunction<T, VisitorInput> input, String uid) {
    return stream.map(input).returns(VisitorInput.class).name("to history").uid(uid);
  }
}
