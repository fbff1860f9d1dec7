package io.rapport.local.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Numeric metrics of a job's operators, by the name {@code operator name.group.metric}. */
public record FlinkMetrics(FlinkHttp http, String jobId) {

  /** Keeps the address of one request well below the 4 KiB that Flink's server reads. */
  private static final int A_REQUEST = 15;

  /**
   * Metrics summed over subtasks and tasks, in turns: no metric of a turn is older than one of the
   * turn before. A cluster's answers to two requests may be a second apart.
   *
   * @param turns of names
   */
  public Map<String, Double> sums(List<Predicate<String>> turns) {
    return read(turns, "sum", Double::sum);
  }

  /** The greatest of subtasks and tasks of each metric. */
  public Map<String, Double> maxima(Predicate<String> wanted) {
    return read(List.of(wanted), "max", Math::max);
  }

  private Map<String, Double> read(
      List<Predicate<String>> turns, String of, BinaryOperator<Double> together) {
    Map<String, List<String>> namesByPath = names();
    Map<String, Double> found = new TreeMap<>();
    for (Predicate<String> wanted : turns) {
      namesByPath.forEach(
          (path, all) -> {
            List<String> names = all.stream().filter(wanted).toList();
            for (int from = 0; from < names.size(); from += A_REQUEST) {
              List<String> some = names.subList(from, Math.min(names.size(), from + A_REQUEST));
              String query =
                  some.stream().map(FlinkMetrics::encode).collect(Collectors.joining(","));
              for (JsonNode metric : http.get(path + "?agg=" + of + "&get=" + query)) {
                found.merge(metric.path("id").asText(), metric.path(of).asDouble(), together);
              }
            }
          });
    }
    return found;
  }

  /** Names of the metrics, by the address of their task. */
  private Map<String, List<String>> names() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (JsonNode vertex : http.get("/jobs/" + jobId).path("vertices")) {
      String path =
          "/jobs/" + jobId + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      List<String> ofTask = new ArrayList<>();
      http.get(path).forEach(metric -> ofTask.add(metric.path("id").asText()));
      names.put(path, ofTask);
    }
    return names;
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
