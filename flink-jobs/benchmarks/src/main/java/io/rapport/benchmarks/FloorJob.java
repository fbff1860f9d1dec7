package io.rapport.benchmarks;

import io.rapport.avro.Recommendation;
import io.rapport.core.intake.ClickEvent;
import io.rapport.jobs.intake.RapportJob;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The least that any keyed job on RocksDB does: the same source and cleaning, one read and one
 * write of one number under the visitor's key, and the same sink, a recommendation of nothing for
 * each click. What a real job reaches is said relative to it, because a rate alone says more of the
 * machine.
 */
final class FloorJob {

  private FloorJob() {}

  static void attach(RapportJob job) {
    var counted =
        job.inputs()
            .clicks()
            .keyBy(ClickEvent::visitorKey, Types.STRING)
            .process(new ReadAndWrite(), TypeInformation.of(ClickEvent.class))
            .name("read and write once")
            .uid("floor");
    job.outputs().atLeastOnce(counted, FloorJob::nothing, Recommendation.class);
  }

  private static Recommendation nothing(ClickEvent click) {
    return Recommendation.newBuilder()
        .setRecommendationId(click.eventId())
        .setEventTime(Instant.ofEpochMilli(click.eventTime()))
        .setTriggerTime(Instant.ofEpochMilli(click.brokerTime()))
        .setSite(click.site())
        .setVisitorId(click.visitorId())
        .setTriggerEventId(click.eventId())
        .setTriggerItemId(click.itemId())
        .setItems(List.of())
        .setModelVersion("floor")
        .build();
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
