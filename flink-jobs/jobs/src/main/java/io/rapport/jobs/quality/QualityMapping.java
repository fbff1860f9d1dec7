package io.rapport.jobs.quality;

import io.rapport.avro.QualityReport;
import io.rapport.core.quality.Report;
import io.rapport.jobs.frame.Outputs;
import java.time.Instant;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Maps reports to their contract. */
final class QualityMapping {

  private QualityMapping() {}

  /** Writes the reports to their topic. */
  static void write(DataStream<Report> reports, Outputs outputs) {
    outputs.atLeastOnce(reports, QualityMapping::toAvro, QualityReport.class);
  }

  static QualityReport toAvro(Report report) {
    return QualityReport.newBuilder()
        .setMetric(report.measurement().metric())
        .setSite(report.measurement().site())
        .setEventTime(Instant.ofEpochMilli(report.end()))
        .setValue(report.measurement().mean())
        .setCount(report.measurement().count())
        .setDimensions(report.dimensions())
        .build();
  }
}
