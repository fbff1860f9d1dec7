package io.rapport.jobs.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rapport.avro.Click;
import io.rapport.avro.DeadLetter;
import io.rapport.jobs.customer.CustomerJob;
import io.rapport.jobs.intake.DeadLetterScope;
import io.rapport.jobs.recommendation.RecommendationJob;
import io.rapport.jobs.segment.SegmentJob;
import io.rapport.jobs.support.SupportJob;
import io.rapport.schemas.ContractTypes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class DeadLetterOwnersTest {

  private static final Map<JobKind, RapportJob> JOBS =
      Map.of(
          JobKind.CUSTOMER, CustomerJob.build(new String[0]),
          JobKind.RECOMMENDATION, RecommendationJob.build(new String[0]),
          JobKind.SEGMENT, SegmentJob.build(new String[0]),
          JobKind.SUPPORT, SupportJob.build(new String[0]));

  @Test
  void ofTheJobsThatReadATopicExactlyOneWritesItsDeadLetters() {
    Map<JobKind, Set<String>> read =
        JOBS.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    job ->
                        job.getValue().graph().getStreamNodes().stream()
                            .map(node -> node.getOperatorName())
                            .collect(Collectors.toSet())));
    List<Class<? extends SpecificRecord>> inputs =
        ContractTypes.ALL.stream()
            .filter(type -> read.values().stream().anyMatch(names -> names.contains(source(type))))
            .toList();
    assertThat(inputs)
        .hasSize(16)
        .allSatisfy(
            type ->
                assertThat(
                        read.keySet().stream()
                            .filter(job -> read.get(job).contains(source(type)))
                            .filter(
                                job -> DeadLetterOwners.writes(job, DeadLetterScope.OWNED, type)))
                    .as(type.getSimpleName())
                    .hasSize(1));
  }

  private static String source(Class<? extends SpecificRecord> type) {
    return "Source: " + Outputs.label(type);
  }

  @Test
  void allJobsAsOneOwnEverything() {
    assertThat(DeadLetterOwners.writes(JobKind.ALL, DeadLetterScope.OWNED, Click.class)).isTrue();
  }

  @Test
  void aJobWithoutTheOthersMayWriteAllOfThem() {
    assertThat(DeadLetterOwners.writes(JobKind.CUSTOMER, DeadLetterScope.OWNED, Click.class))
        .isFalse();
    assertThat(DeadLetterOwners.writes(JobKind.CUSTOMER, DeadLetterScope.ALL, Click.class))
        .isTrue();
  }

  @Test
  void aTopicThatNobodyReadsHasNoOwner() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeadLetterOwners.of(DeadLetter.class))
        .withMessageContaining("DeadLetter needs an owner");
  }

  @Test
  void eachJobHasAConsumerGroupOfItsOwn() {
    assertThat(JOBS.keySet())
        .extracting(job -> RapportJob.kafka(job, new Configuration()).groupId())
        .containsExactlyInAnyOrder(
            "rapport-customer", "rapport-recommendation", "rapport-segment", "rapport-support");
  }
}
