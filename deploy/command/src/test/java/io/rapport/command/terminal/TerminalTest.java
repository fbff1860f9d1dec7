package io.rapport.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void theLauncherSaysItOfEachStream() {
    assertThat(Terminal.is("out", "out,err", false, "xterm")).isTrue();
    assertThat(Terminal.is("err", "out", true, "xterm")).isFalse();
    assertThat(Terminal.is("out", "", true, "xterm")).isFalse();
  }

  @Test
  void withoutTheLauncherTheConsoleDecides() {
    assertThat(Terminal.is("err", null, true, null)).isTrue();
    assertThat(Terminal.is("err", null, false, "xterm")).isFalse();
  }

  @Test
  void aTerminalThatCannotRewriteALineIsALog() {
    assertThat(Terminal.is("out", "out", true, "dumb")).isFalse();
  }
}
