package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskManagerMemoryTest {
  @ParameterizedTest
  @ValueSource(ints = {TaskManagerMemory.MIN_TOTAL_MB, 2048, 4096, 65_536})
  void addsUpToTheTotal(int total) {
    Map<String, String> settings = TaskManagerMemory.ofTotal(total).settings();

    int sum =
        settings.entrySet().stream()
            .filter(setting -> setting.getValue().endsWith("m"))
            .filter(setting -> !setting.getKey().endsWith(".min"))
            .mapToInt(setting -> Integer.parseInt(setting.getValue().replace("m", "")))
            .sum();
    assertThat(sum).isEqualTo(total);
  }

  @Test
  void refusesTooLittle() {
    assertThatThrownBy(() -> TaskManagerMemory.ofTotal(TaskManagerMemory.MIN_TOTAL_MB - 1))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("at least");
  }
}
