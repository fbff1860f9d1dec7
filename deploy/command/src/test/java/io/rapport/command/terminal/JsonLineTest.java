package io.rapport.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  record Report(double medianSeconds, List<Integer> allRuns) {}

  @Test
  void isOneLineWithNamesInSnakeCase() {
    assertThat(JsonLine.of(new Report(1.5, List.of(1, 2))))
        .isEqualTo("{\"median_seconds\":1.5,\"all_runs\":[1,2]}");
  }
}
