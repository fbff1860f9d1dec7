package io.rapport.jobs.segment;

import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Assignment;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.segment.Shift;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Profiles to segments, and to the models that make them.
 *
 * <pre>
 * profiles --> Assign (by customer) --> segments
 *                ^       \
 *      broadcast |        how points moved
 *                |          \
 *              models        Sums (by site and bucket) --> Merge (by site) --> models
 *                ^                                                                  |
 *                +------------ the compacted topic rapport.segment-models ---------+
 * </pre>
 *
 * The loop closes outside of Flink, so that it can be seen, replayed and restored.
 */
public final class SegmentTopology {

  /** A task without profiles must not stop the timers of the others; nothing can become late. */
  private static final Duration IDLENESS = Duration.ofSeconds(2);

  private SegmentTopology() {}

  /** What the topology makes. */
  public record Products(DataStream<Assignment> segments, DataStream<Centroids> models) {}

  /**
   * Builds the topology.
   *
   * @param profiles need no watermarks; event time follows the newest profile, and only drives
   *     timers: no profile is late. A timestamp they have is the broker's, which event time does
   *     not pass, or one future-dated event would stop the timers of all until its time has come
   * @param models the published models, read back; must hold no watermark back
   */
  public static Products build(
      DataStream<Activity> profiles, DataStream<Centroids> models, SegmentSettings settings) {
    SingleOutputStreamOperator<Assignment> segments =
        profiles
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Activity>forBoundedOutOfOrderness(Duration.ZERO)
                    .withTimestampAssigner(SegmentTopology::eventTime)
                    .withIdleness(IDLENESS))
            .name("event time of profiles")
            .uid(SegmentUids.TIMES)
            .keyBy(Activity::customerKey)
            .connect(models.broadcast(AssignFunction.MODELS))
            .process(new AssignFunction(settings))
            .name("assign to segments")
            .uid(SegmentUids.ASSIGN);
    return new Products(segments, learn(segments.getSideOutput(AssignFunction.SHIFTS), settings));
  }

  private static long eventTime(Activity profile, long brokerTime) {
    return brokerTime < 0 ? profile.eventTime() : Math.min(profile.eventTime(), brokerTime);
  }

  private static DataStream<Centroids> learn(DataStream<Shift> shifts, SegmentSettings settings) {
    int buckets = settings.buckets();
    return shifts
        .keyBy(shift -> SumFunction.bucket(shift, buckets))
        .process(new SumFunction(settings))
        .name("partial sums of segments")
        .uid(SegmentUids.SUMS)
        .keyBy(SumReport::site)
        .process(new MergeFunction(settings))
        .name("merge segments")
        .uid(SegmentUids.MERGE);
  }
}
