package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.Centroid;
import io.rapport.avro.SegmentModel;
import io.rapport.connectors.gateway.http.Json;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The JSON of segments. */
public final class SegmentJson {

  private SegmentJson() {}

  /**
   * A segment with the features that set it apart, the most telling first.
   *
   * @param size customers in it
   * @param total customers in all segments of the site
   */
  public static ObjectNode segment(SegmentModel model, Centroid centroid, int size, int total) {
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
}
