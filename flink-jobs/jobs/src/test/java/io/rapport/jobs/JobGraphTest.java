package io.rapport.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.jobs.customer.CustomerJob;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.recommendation.RecommendationJob;
import io.rapport.jobs.segment.SegmentJob;
import io.rapport.jobs.support.SupportJob;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The graphs as Flink's dashboard shows them. */
class JobGraphTest {

  /** The longest name of an operator that a box shows on one line or two. */
  private static final int LONGEST_NAME = 32;

  private static Stream<Arguments> jobs() {
    return Stream.of(
        Arguments.of("rapport-customer", job(CustomerJob::build), 18),
        Arguments.of("rapport-recommendation", job(RecommendationJob::build), 33),
        Arguments.of("rapport-segment", job(SegmentJob::build), 6),
        Arguments.of("rapport-support", job(SupportJob::build), 12));
  }

  private static Function<String[], RapportJob> job(Function<String[], RapportJob> build) {
    return build;
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobHasNoMoreBoxesThanItNeeds(
      String name, Function<String[], RapportJob> build, int vertices) {
    StreamGraph graph = build.apply(new String[0]).graph();
    assertThat(graph.getJobGraph().getNumberOfVertices()).isLessThanOrEqualTo(vertices);
    assertThat(graph.getJobGraph().getName()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyKeyedOperatorSaysWhatItKeepsAndHowLong(
      String name, Function<String[], RapportJob> build, int vertices) {
    List<StreamNode> keyed =
        build.apply(new String[0]).graph().getStreamNodes().stream()
            .filter(node -> node.getStateKeySerializer() != null)
            .toList();
    assertThat(keyed)
        .isNotEmpty()
        .allSatisfy(
            node ->
                assertThat(node.getOperatorDescription())
                    .as(node.getOperatorName())
                    .startsWith(node.getOperatorName())
                    .matches(".* \\| state: .+ per .+ \\| bound: .+ \\| TTL: .+"));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void namesAreShort(String name, Function<String[], RapportJob> build, int vertices) {
    assertThat(build.apply(new String[0]).graph().getStreamNodes())
        .extracting(node -> node.getOperatorName().replaceFirst("^Source: |: \\w+$", ""))
        .allSatisfy(
            operator -> assertThat(operator.length()).as(operator).isLessThan(LONGEST_NAME));
  }

  @Test
  void aDescriptionFollowsTheSettings() {
    String[] options = {
      "--rapport.customer.expiry", "90 d", "--rapport.customer.max-identifiers", "7"
    };
    assertThat(CustomerJob.build(options).graph().getStreamNodes())
        .extracting(StreamNode::getOperatorDescription)
        .anySatisfy(
            description ->
                assertThat(description)
                    .startsWith("link identifiers")
                    .contains("7 identifiers", "90 d"));
  }

  @Test
  void withoutPersonsTheJobHasNoStepForThem() {
    String[] off = {"--rapport.identity.enabled", "false"};
    assertThat(CustomerJob.build(off).graph().getStreamNodes())
        .extracting(StreamNode::getOperatorName)
        .contains("unite and score profiles")
        .doesNotContain("resolve persons");
    assertThat(CustomerJob.build(new String[0]).graph().getStreamNodes())
        .extracting(StreamNode::getOperatorName)
        .contains("resolve persons");
  }

  /** A shop may have no orders for long, or no tickets: its persons have the time of the others. */
  @Test
  void theTimeOfPersonsIsThatOfEveryFeedOfEvents() {
    StreamGraph graph = CustomerJob.build(new String[0]).graph();
    StreamNode persons =
        graph.getStreamNodes().stream()
            .filter(node -> node.getOperatorName().equals("resolve persons"))
            .findFirst()
            .orElseThrow();
    assertThat(persons.getInEdges())
        .extracting(edge -> graph.getStreamNode(edge.getSourceId()).getTransformationUID())
        .contains(
            "customer-observe-clicks",
            "customer-observe-purchases",
            "customer-observe-support-events");
  }

  @Test
  void allJobsAsOneHaveNoOperatorTwice() {
    assertThat(AllJobs.build(new String[0]).graph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotHaveDuplicates();
  }
}
