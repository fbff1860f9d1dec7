package io.rapport.jobs.quality;

import io.rapport.core.quality.DataQuality;
import io.rapport.core.quality.FieldSample;
import io.rapport.core.quality.Report;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Reports the quality of incoming data.
 *
 * <pre>
 * samples of a feed's records --> DataTally (in the task that cleans) --+
 * samples of another -----------> DataTally ----------------------------+--> DataQuality --> Report
 *                                                             (by site and source)
 * </pre>
 */
public final class DataQualityTopology {

  private DataQualityTopology() {}

  /**
   * Builds the topology.
   *
   * @param samples of the cleaned records, by a constant name of their feed
   */
  public static DataStream<Report> build(
      Map<String, DataStream<FieldSample>> samples, DataQuality.Settings settings) {
    return samples.entrySet().stream()
        .map(feed -> tally(feed.getKey(), feed.getValue(), settings))
        .reduce(DataStream::union)
        .map(parts -> report(parts, settings))
        .orElseThrow(() -> new IllegalArgumentException("no feed is measured"));
  }

  private static DataStream<PartialQuality> tally(
      String feed, DataStream<FieldSample> samples, DataQuality.Settings settings) {
    return samples
        .transform(
            "tally data quality",
            TypeInformation.of(PartialQuality.class),
            new DataTallyOperator(settings))
        .setParallelism(samples.getParallelism()) // in the same task
        .uid(QualityUids.dataTally(feed));
  }

  private static DataStream<Report> report(
      DataStream<PartialQuality> parts, DataQuality.Settings settings) {
    // No cache, because each state is written some times an interval.
    return parts
        .keyBy(PartialQuality::key)
        .process(new DataQualityFunction(settings))
        .returns(Report.class)
        .name("report data quality")
        .uid(QualityUids.DATA);
  }
}
