package io.rapport.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.Report;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DriftFunctionTest {

  @Test
  void theWatchGoesOnAfterARestore() throws Exception {
    List<Double> whole = watch(List.of(0.8, 0.8, 0.5, 0.4), -1);
    assertThat(watch(List.of(0.8, 0.8, 0.5, 0.4), 2)).isEqualTo(whole);
    assertThat(whole.get(3)).isGreaterThan(whole.get(2)).isPositive();
  }

  private static List<Double> watch(List<Double> rates, int restart) throws Exception {
    List<Double> nearness = new ArrayList<>();
    var harness = harness(null);
    for (int i = 0; i < rates.size(); i++) {
      if (i == restart) {
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        nearness.addAll(values(harness.extractOutputValues()));
        harness.close();
        harness = harness(snapshot);
      }
      Measurement rate = new Measurement("hits", "shop", 100 * rates.get(i), 100);
      harness.processElement(new Report(rate, i), i);
    }
    nearness.addAll(values(harness.extractOutputValues()));
    harness.close();
    return nearness;
  }

  private static List<Double> values(List<Report> reports) {
    return reports.stream().map(report -> report.measurement().mean()).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Report, Report> harness(
      OperatorSubtaskState snapshot) throws Exception {
    return Harnesses.keyed(
        new DriftFunction(0.02, 1_000), report -> report.measurement().key(), Part.of(snapshot));
  }
}
