package io.rapport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  @Test
  void producesEveryProductAccountsForEveryEventAndCleansUp(@TempDir Path parent) {
    Path directory = parent.resolve("stack");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "demo",
                "--headless",
                "--for=10s",
                "--rate=100",
                "--kafka-port=0",
                "--registry-port=0",
                "--flink-port=0",
                "--gateway-port=0",
                "--directory=" + directory);

    assertThat(status).as(out + "\n" + err).isZero();
    assertThat(out.toString())
        .contains("PASSED")
        .containsPattern("Console and API +http://127.0.0.1:[1-9][0-9]+")
        .containsPattern("clicks +recommendation")
        .containsPattern("support-events +support")
        .containsPattern("[1-9][0-9,]* CustomerSegment");
    assertThat(directory).doesNotExist();
    assertThat(Home.session()).doesNotExist();
  }
}
