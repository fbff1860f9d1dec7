package io.rapport.jobs.segment;

import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Assignment;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.segment.Shift;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.state.CachedBroadcastOperator;
import io.rapport.jobs.state.CachedProcessOperator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Assigns customer profiles to segments and learns the segments' models.
 *
 * <pre>
 * profiles --> Assign (by customer) --> segments
 *                ^       \
 *      broadcast |        shifts of points
 *                |          \
 *              models        Sums (by site and bucket) --> Merge (by site) --> models
 *                ^                                                                  |
 *                +------------ the compacted topic rapport.segment-models ---------+
 * </pre>
 *
 * The loop closes outside of Flink, so that it can be seen, replayed and restored.
 */
public final class SegmentTopology {

  private SegmentTopology() {}

  /** The output streams of the topology. */
  public record Products(DataStream<Assignment> segments, DataStream<Centroids> models) {}

  /**
   * Builds the topology.
   *
   * @param profiles with watermarks. Event time drives timers only, so no profile is late
   * @param models the published models, read back; must hold no watermark back
   * @param cache in front of each keyed state
   */
  public static Products build(
      DataStream<Activity> profiles,
      DataStream<Centroids> models,
      SegmentSettings settings,
      CacheSettings cache) {
    SingleOutputStreamOperator<Assignment> segments = assign(profiles, models, settings, cache);
    DataStream<SumReport> sums =
        sums(segments.getSideOutput(AssignFunction.SHIFTS), settings, cache);
    return new Products(segments, merge(sums, settings, cache));
  }

  private static SingleOutputStreamOperator<Assignment> assign(
      DataStream<Activity> profiles,
      DataStream<Centroids> models,
      SegmentSettings settings,
      CacheSettings cache) {
    return profiles
        .keyBy(Activity::customerKey)
        .connect(models.broadcast())
        .transform(
            "assign to segments",
            TypeInformation.of(Assignment.class),
            new CachedBroadcastOperator<>(
                new AssignFunction(settings), List.of(AssignFunction.MODELS), cache))
        .uid(SegmentUids.ASSIGN);
  }

  private static DataStream<SumReport> sums(
      DataStream<Shift> shifts, SegmentSettings settings, CacheSettings cache) {
    int buckets = settings.buckets();
    return shifts
        .keyBy(shift -> SumFunction.bucket(shift, buckets))
        .transform(
            "sum segments",
            TypeInformation.of(SumReport.class),
            new CachedProcessOperator<>(new SumFunction(settings), cache))
        .uid(SegmentUids.SUMS);
  }

  private static DataStream<Centroids> merge(
      DataStream<SumReport> sums, SegmentSettings settings, CacheSettings cache) {
    return sums.keyBy(SumReport::site)
        .transform(
            "merge segments",
            TypeInformation.of(Centroids.class),
            new CachedProcessOperator<>(new MergeFunction(settings), cache))
        .uid(SegmentUids.MERGE);
  }
}
