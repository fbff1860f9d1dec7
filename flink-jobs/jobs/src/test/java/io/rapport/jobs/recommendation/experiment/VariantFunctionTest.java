package io.rapport.jobs.recommendation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.rules.Experiment;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.rules.SiteRules;
import io.rapport.core.recommendation.rules.Variant;
import io.rapport.core.recommendation.rules.VariantOutcome;
import io.rapport.core.testing.Rules;
import io.rapport.jobs.recommendation.site.BroadcastRules;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class VariantFunctionTest {

  private static TwoInputStreamOperatorTestHarness<ShownOutcome, RulesPublication, VariantOutcome>
      open(Part part) throws Exception {
    return part.open(
        new TwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithNonKeyedOperator<>(
                new VariantFunction(), List.of(BroadcastRules.RULES)),
            Harnesses.MAX_PARALLELISM,
            part.parallelism(),
            part.subtask()));
  }

  private static RulesPublication rules(Experiment... experiments) {
    return new RulesPublication("shop", SiteRules.format().pack(Rules.site(experiments)));
  }

  private static Experiment experiment(String name) {
    return new Experiment(name, List.of(variant("old"), variant("new")));
  }

  private static Variant variant(String name) {
    return Rules.variant(name, 0.5).build();
  }

  private static ShownOutcome shown(String site, int visitor) {
    return new ShownOutcome(site, site + "/v" + visitor, 5, 1, 0);
  }

  @Test
  void anOutcomeIsOfTheVisitorsVariantOfEveryExperimentOfTheSite() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement1(shown("shop", 0), 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement2(rules(experiment("a"), experiment("b")), 1);
      for (int visitor = 0; visitor < 100; visitor++) {
        harness.processElement1(shown("shop", visitor), 1);
        harness.processElement1(shown("other", visitor), 1);
      }
      List<VariantOutcome> outcomes = harness.extractOutputValues();
      assertThat(outcomes).hasSize(200).allMatch(outcome -> outcome.site().equals("shop"));
      for (String name : List.of("a", "b")) {
        assertThat(outcomes.stream().filter(o -> o.experiment().equals(name)))
            .hasSize(100)
            .anyMatch(VariantOutcome::baseline)
            .anyMatch(outcome -> outcome.variant().equals("new"))
            .allMatch(outcome -> outcome.baseline() == outcome.variant().equals("old"));
      }
    }
  }

  @Test
  void rulesReachEverySubtaskOfARestoredJobAndEndWithTheirTombstone() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement2(rules(experiment("a")), 1);
      snapshot = harness.snapshot(1, 1);
    }
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var harness = open(Part.half(snapshot, subtask))) {
        harness.processElement1(shown("shop", 7), 2);
        assertThat(harness.extractOutputValues()).hasSize(1);
        harness.processElement2(new RulesPublication("shop", new byte[] {99}), 3);
        harness.processElement1(shown("shop", 7), 4);
        assertThat(harness.extractOutputValues()).as("rules nobody can read").hasSize(2);
        harness.processElement2(new RulesPublication("shop", null), 5);
        harness.processElement1(shown("shop", 7), 6);
        assertThat(harness.extractOutputValues()).hasSize(2);
      }
    }
  }
}
