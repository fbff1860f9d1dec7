package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.Centroid;
import io.rapport.avro.SegmentModel;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.view.SegmentJson;
import java.util.List;
import java.util.Map;

/** The routes of segments: the present ones, and their sizes over time. */
final class SegmentRoutes {

  private final GatewayMemory memory;

  SegmentRoutes(GatewayMemory memory) {
    this.memory = memory;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/segments",
                "listSegments",
                "Segments, with the features that set each apart.",
                Access.READ_ALL)
            .site()
            .answers(200, "Segments")
            .fromMemory()
            .by(this::segments),
        Route.get(
                "/segments/history",
                "getSegmentHistory",
                "Segment sizes over time.",
                Access.READ_ALL)
            .site()
            .answers(200, "SegmentHistory")
            .fromMemory()
            .by(this::history));
  }

  private String site(Request request) throws ProblemException {
    return request.site(memory::defaultSite);
  }

  private Answer segments(Request request) throws ProblemException {
    String site = site(request);
    SegmentModel model = memory.segmentModels().get(site);
    ObjectNode body = Json.object().put("site", site);
    ArrayNode items = body.putArray("items");
    body.putNull("next");
    if (model == null) {
      body.putNull("modelVersion").putNull("eventTime").put("total", 0);
      return Answer.json(body);
    }
    body.put("modelVersion", model.getVersion()).put("eventTime", Json.time(model.getEventTime()));
    Map<Integer, Integer> sizes = memory.customers().sizes(site);
    int total = sizes.values().stream().mapToInt(Integer::intValue).sum();
    body.put("total", total);
    for (Centroid centroid : model.getCentroids()) {
      items.add(
          SegmentJson.segment(
              model, centroid, sizes.getOrDefault(centroid.getSegmentId(), 0), total));
    }
    return Answer.json(body);
  }

  private Answer history(Request request) throws ProblemException {
    String site = site(request);
    ArrayNode items = Json.array();
    memory
        .segmentHistory()
        .notes()
        .forEach(
            note -> {
              ObjectNode sizes =
                  items.addObject().put("time", Json.time(note.time())).putObject("sizes");
              note.sizes()
                  .getOrDefault(site, Map.of())
                  .forEach((id, size) -> sizes.put(Integer.toString(id), size));
            });
    return Answer.list(items, null);
  }
}
