package io.rapport.jobs.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Assignment;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Segment;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.testing.Collected;
import io.rapport.jobs.testing.RocksDbJobs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SegmentTopologyIT {

  private static final int CUSTOMERS = 60;

  @RegisterExtension static final MiniClusterExtension FLINK = RocksDbJobs.cluster();

  @Test
  void profilesMakeModelsAndModelsMakeSegments() throws Exception {
    StreamExecutionEnvironment environment = RocksDbJobs.environment(2);
    SegmentTopology.Products products = topology(environment, 20);
    Collected<Assignment> segments = Collected.of(products.segments());
    Collected<Centroids> published = Collected.of(products.models());
    environment.executeAsync("segment topology");
    Map<String, Assignment> first = first(segments.all());
    List<Centroids> models = published.all();
    assertThat(first).hasSize(CUSTOMERS);
    assertThat(kinds(first)).allMatch(any -> !any.isEmpty());
    // Lookers and buyers with complaints have nothing in common, so no segment holds both.
    assertThat(kinds(first).get(0)).doesNotContainAnyElementsOf(kinds(first).get(2));
    assertThat(models).isNotEmpty();
    assertThat(models)
        .extracting(Centroids::version)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, models.size()).boxed().toList());
    List<Segment> newest = models.get(models.size() - 1).segments();
    assertThat(newest.stream().mapToDouble(Segment::weight).sum()).isLessThan(CUSTOMERS + 1e-3);
  }

  @Test
  void everyOperatorHasAUid() {
    StreamExecutionEnvironment environment = RocksDbJobs.environment(1);
    SegmentTopology.Products products = topology(environment, 1);
    RocksDbJobs.assertUids(environment, List.of(products.segments(), products.models()));
  }

  private static SegmentTopology.Products topology(
      StreamExecutionEnvironment environment, int seconds) {
    return SegmentTopology.build(
        RocksDbJobs.stream(
            environment, Profiles.seconds(CUSTOMERS, seconds), Activity.class, Activity::eventTime),
        RocksDbJobs.stream(
            environment,
            List.of(AssignFunctionTest.model()),
            Centroids.class,
            Centroids::eventTime),
        SegmentSettings.DEFAULT,
        CacheSettings.DEFAULT);
  }

  /** The first segment of each customer. */
  private static Map<String, Assignment> first(List<Assignment> assignments) {
    Map<String, Assignment> first = new HashMap<>();
    assignments.stream()
        .filter(Assignment::assigned)
        .forEach(segment -> first.putIfAbsent(segment.customerId(), segment));
    return first;
  }

  /** The segments of each kind of customer. */
  private static List<Set<Integer>> kinds(Map<String, Assignment> assignments) {
    List<Set<Integer>> kinds = List.of(new HashSet<>(), new HashSet<>(), new HashSet<>());
    assignments.forEach(
        (customer, assignment) ->
            kinds.get(Integer.parseInt(customer.substring(1)) % 3).add(assignment.segmentId()));
    return kinds;
  }
}
