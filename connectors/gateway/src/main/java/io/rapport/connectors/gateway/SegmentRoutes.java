package io.rapport.connectors.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.Centroid;
import io.rapport.avro.SegmentModel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Segments now and over time. */
final class SegmentRoutes {

  private final GatewayMemory memory;

  SegmentRoutes(GatewayMemory memory) {
    this.memory = memory;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/segments", "listSegments", "Segments, and what sets each apart.")
            .site()
            .answers(200, "Segments")
            .fromMemory()
            .by(this::segments),
        Route.get("/segments/history", "getSegmentHistory", "Segment sizes over time.")
            .site()
            .answers(200, "SegmentHistory")
            .fromMemory()
            .by(this::history));
  }

  private String site(Request request) throws ProblemException {
    return request.query("site").orElseGet(memory::defaultSite);
  }

  private Answer segments(Request request) throws ProblemException {
    String site = site(request);
    SegmentModel model = memory.segmentModels.get(site);
    ObjectNode body = Json.object().put("site", site);
    ArrayNode items = body.putArray("items");
    body.putNull("next");
    if (model == null) {
      body.putNull("modelVersion").putNull("eventTime").put("total", 0);
      return Answer.json(body);
    }
    body.put("modelVersion", model.getVersion()).put("eventTime", Json.time(model.getEventTime()));
    Map<Integer, Integer> sizes = memory.customers.sizes(site);
    int total = sizes.values().stream().mapToInt(Integer::intValue).sum();
    body.put("total", total);
    for (Centroid centroid : model.getCentroids()) {
      items.add(segment(model, centroid, sizes.getOrDefault(centroid.getSegmentId(), 0), total));
    }
    return Answer.json(body);
  }

  private static ObjectNode segment(SegmentModel model, Centroid centroid, int size, int total) {
    ObjectNode body =
        Json.object()
            .put("segmentId", centroid.getSegmentId())
            .put("name", centroid.getName())
            .put("size", size)
            .put("share", total == 0 ? 0 : (double) size / total)
            .put("weight", centroid.getWeight());
    ArrayNode features = body.putArray("apart");
    List<Double> position = centroid.getPosition();
    IntStream.range(0, position.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(position.get(i))))
        .forEach(
            i ->
                features
                    .addObject()
                    .put("feature", model.getFeatures().get(i))
                    .put(
                        "value",
                        model.getMeans().get(i)
                            + position.get(i) * model.getStandardDeviations().get(i))
                    .put("mean", model.getMeans().get(i))
                    .put("zScore", position.get(i)));
    return body;
  }

  private Answer history(Request request) throws ProblemException {
    String site = site(request);
    ArrayNode items = Json.array();
    memory
        .segmentHistory
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
