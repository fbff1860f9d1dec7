package io.rapport.benchmarks.throughput;

import io.rapport.avro.ItemReason;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.frame.ServingOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A baseline job, which does the least that any keyed job on RocksDB does: the same source and
 * cleaning, one read and one write of one number under the visitor's key, and the same sink, a
 * recommendation for each click. A real job's rate is given relative to it, because a rate alone
 * says more about the machine.
 *
 * <p>It comes in two forms. One recommends nothing. The other recommends as many items with about
 * as many reasons as the real job, all made up: the difference between the two is the price of the
 * answers themselves, however they were found.
 */
final class BaselineJob {

  private static final int ITEMS = 20;
  private static final int REASONS = 2;

  private BaselineJob() {}

  /** Recommends nothing. */
  static void attach(RapportJob job) {
    attach(job, click -> answer(click, List.of()));
  }

  /** Recommends made-up items. */
  static void attachWithAnswers(RapportJob job) {
    attach(job, click -> answer(click, madeUp(click)));
  }

  private static void attach(
      RapportJob job, SerializableFunction<ClickEvent, Recommendation> answer) {
    var counted =
        ServingOptions.answering(
            job.inputs()
                .clicks()
                .keyBy(ClickEvent::visitorKey, Types.STRING)
                .process(new ReadAndWrite(), TypeInformation.of(ClickEvent.class))
                .name("read and write once")
                .uid("floor"));
    job.outputs().atLeastOnce(counted, answer, Recommendation.class);
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

  /** Counts a key's clicks. */
  private static final class ReadAndWrite
      extends KeyedProcessFunction<String, ClickEvent, ClickEvent> {

    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(ClickEvent click, Context context, Collector<ClickEvent> out)
        throws Exception {
      Long before = count.value();
      count.update(before == null ? 1 : before + 1);
      out.collect(click);
    }
  }
}
