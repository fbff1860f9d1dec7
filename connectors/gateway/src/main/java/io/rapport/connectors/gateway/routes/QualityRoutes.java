package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.QualityReport;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import java.util.List;

/** The route of quality reports. */
final class QualityRoutes {

  private static final int MOST = 1_000;

  private final GatewayMemory memory;

  QualityRoutes(GatewayMemory memory) {
    this.memory = memory;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/quality",
                "listQuality",
                "The newest quality reports of each metric.",
                Access.READ_ALL)
            .query("limit", "integer", "Reports of each metric, at most " + MOST + ".")
            .answers(200, "Quality")
            .fromMemory()
            .by(this::quality));
  }

  private Answer quality(Request request) throws ProblemException {
    ArrayNode items = Json.array();
    for (List<QualityReport> series : memory.quality().series(request.limit(100, MOST))) {
      QualityReport last = series.get(series.size() - 1);
      if (!request.caller().sites().include(last.getSite())) {
        continue;
      }
      ObjectNode item =
          items.addObject().put("metric", last.getMetric()).put("site", last.getSite());
      last.getDimensions().forEach(item.putObject("dimensions")::put);
      ArrayNode points = item.putArray("points");
      series.forEach(
          report ->
              points
                  .addObject()
                  .put("time", Json.time(report.getEventTime()))
                  .put("value", report.getValue())
                  .put("count", report.getCount()));
    }
    return Answer.list(items, null);
  }
}
