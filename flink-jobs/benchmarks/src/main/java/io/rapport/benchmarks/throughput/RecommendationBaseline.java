package io.rapport.benchmarks.throughput;

import io.rapport.avro.ItemReason;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.jobs.frame.RapportJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.function.SerializableFunction;

/** The baseline of the recommendation job: counts a visitor's clicks and answers each. */
final class RecommendationBaseline implements BaselineJob {

  private static final int ITEMS = 20;
  private static final int REASONS = 2;

  @Override
  public void attach(RapportJob job) {
    attach(job, click -> answer(click, List.of()));
  }

  @Override
  public void attachWithAnswers(RapportJob job) {
    attach(job, click -> answer(click, madeUp(click)));
  }

  private static void attach(
      RapportJob job, SerializableFunction<ClickEvent, Recommendation> answer) {
    job.outputs()
        .atLeastOnce(
            BaselineJob.count(
                job.inputs().clicks(),
                ClickEvent::visitorKey,
                (clicks, click) -> clicks + 1,
                ClickEvent.class),
            answer,
            Recommendation.class);
  }

  private static Recommendation answer(ClickEvent click, List<RecommendedItem> items) {
    return Recommendation.newBuilder()
        .setRecommendationId(click.eventId())
        .setEventTime(Instant.ofEpochMilli(click.eventTime()))
        .setTriggerTime(Instant.ofEpochMilli(click.brokerTime()))
        .setSite(click.site())
        .setVisitorId(click.visitorId())
        .setTriggerEventId(click.eventId())
        .setTriggerItemId(click.itemId())
        .setItems(items)
        .setModelVersion("floor")
        .build();
  }

  /** A list of the size of a usual one: the real job's are of some two kilobytes, too. */
  private static List<RecommendedItem> madeUp(ClickEvent click) {
    List<RecommendedItem> items = new ArrayList<>(ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      String source = CandidateSource.SESSION_NEIGHBOURS.label();
      List<ItemReason> reasons = new ArrayList<>(REASONS);
      for (int reason = 0; reason < REASONS; reason++) {
        reasons.add(new ItemReason(click.itemId(), source, 1.0 / REASONS));
      }
      items.add(new RecommendedItem(click.itemId(), 1.0 / (i + 1), source, null, reasons));
    }
    return items;
  }
}
