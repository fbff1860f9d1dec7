package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.local.supervision.SupervisionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the end of a stack without processes. */
class LocalStackTest {
  private final List<String> told = new ArrayList<>();
  @TempDir private Path directory;
  private LocalStack stack;

  @BeforeEach
  void open() {
    stack =
        new LocalStack(
            WorkDirectory.at(directory),
            Duration.ofSeconds(1),
            told::add,
            Map.of(),
            new StackPorts(1, 2, 3, 4, 5));
  }

  @Test
  void doesTheLastActionOnce() {
    stack.beforeStop(() -> told.add("saved"), Duration.ofSeconds(10));

    stack.close();
    stack.close();

    assertThat(told).containsExactly("saved");
  }

  @Test
  void isNotSupervisedOnceItsEndHasBegun() {
    stack.beforeStop(this::supervise, Duration.ofSeconds(10));

    stack.close();

    assertThat(told).containsExactly("The stack is closed");
    assertThatThrownBy(() -> stack.beforeStop(() -> {}, Duration.ofSeconds(1)))
        .isInstanceOf(StackException.class);
  }

  private void supervise() {
    try {
      stack.supervise(SupervisionSettings.defaults(), new SupervisionListener() {});
    } catch (StackException e) {
      told.add(e.getMessage());
    }
  }
}
