package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.QualityReport;
import io.rapport.connectors.gateway.http.Json;

/** The JSON of quality reports. */
public final class QualityJson {

  private QualityJson() {}

  /** A report as it is streamed. */
  public static ObjectNode report(QualityReport report) {
    ObjectNode body =
        Json.object()
            .put("metric", report.getMetric())
            .put("site", report.getSite())
            .put("time", Json.time(report.getEventTime()))
            .put("value", report.getValue())
            .put("count", report.getCount());
    report.getDimensions().forEach(body.putObject("dimensions")::put);
    return body;
  }
}
