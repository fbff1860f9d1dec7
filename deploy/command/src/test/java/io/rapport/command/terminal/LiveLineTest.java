package io.rapport.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveLineTest {

  private final FakeClock clock = new FakeClock();
  private final StringWriter out = new StringWriter();

  private LiveLine line(boolean terminal) {
    return new LiveLine(new PrintWriter(out), terminal, clock);
  }

  @Test
  void aLogGetsAPlainLineEveryTenSeconds() {
    LiveLine line = line(false);
    AtomicInteger asked = new AtomicInteger();
    for (int second = 0; second < 25; second++) {
      String text = "second " + second;
      line.show(
          () -> {
            asked.incrementAndGet();
            return text;
          });
      clock.pass(Duration.ofSeconds(1));
    }
    line.say("something else");
    line.end();

    assertThat(out.toString().lines())
        .containsExactly("second 0", "second 10", "second 20", "something else");
    assertThat(out.toString()).doesNotContain("\r").doesNotContain("\u001b");
    assertThat(asked).hasValue(3);
  }

  @Test
  void aTerminalShowsEachInPlace() {
    LiveLine line = line(true);
    line.show(() -> "one");
    line.show(() -> "two");
    line.say("above");
    line.show(() -> "three");
    line.end();

    String rewrite = "\r\u001b[K";
    String end = System.lineSeparator();
    assertThat(out.toString())
        .isEqualTo(
            rewrite + "one" + rewrite + "two" + rewrite + "above" + end + rewrite + "three" + end);
  }
}
