package io.rapport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code deploy/rapport} in a project of its own, with a JDK and a Maven that are scripts. */
class LauncherTest {

  private static final int BUILD_SECONDS = 25;

  @TempDir private Path project;

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(project.resolve("deploy/cli/target"));
    Files.copy(Path.of("..", "rapport"), project.resolve("deploy/rapport"));
    script(
        "java",
        """
        case $* in
          *-version) echo 'openjdk version "17.0.1"' ;;
          *) printf '%s\\n' "$@" ;;
        esac
        """);
    // A build lasts as many seconds as are waited for in between.
    script("mvn", "while [ ! -f built ]; do :; done; : > deploy/cli/target/class-path");
    script(
        "sleep",
        """
        echo >> seconds
        [ "$(wc -l < seconds)" -lt %d ] || : > built
        """
            .formatted(BUILD_SECONDS));
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.createDirectories(project.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private String run(String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "deploy/rapport");
    builder.command().addAll(List.of(arguments));
    builder.directory(project.toFile()).redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().merge("PATH", project.resolve("bin") + ":", (old, ours) -> ours + old);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void aBuildInALogIsAPlainLineEveryTenSeconds() throws Exception {
    String output = run("status");

    assertThat(output).doesNotContain("\r").doesNotContain("\u001b");
    assertThat(output.lines().filter(line -> line.startsWith("Building ...")))
        .containsExactly("Building ..., 10 s, 0 downloads", "Building ..., 20 s, 0 downloads");
  }

  @Test
  void aStreamIntoAFileIsNoTerminal() throws Exception {
    assertThat(run("status").lines()).contains("-Drapport.terminals=", "io.rapport.cli.Main");
  }

  @Test
  void temporaryFilesAreTheProcessesOwn() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Path tmp = project.toRealPath().resolve(".rapport/tmp");
    Path abandoned = Files.createDirectories(tmp.resolve(Long.toString(dead.pid())));
    Files.writeString(abandoned.resolve("native.so"), "x");
    Path used = Files.createDirectories(tmp.resolve(Long.toString(ProcessHandle.current().pid())));

    String output = run("status");

    assertThat(abandoned).doesNotExist();
    assertThat(used).exists();
    String own =
        output
            .lines()
            .filter(line -> line.startsWith("-Djava.io.tmpdir="))
            .findFirst()
            .orElseThrow()
            .substring("-Djava.io.tmpdir=".length());
    assertThat(Path.of(own)).isDirectory().hasParent(tmp);
    assertThat(output.lines()).contains("-Drapport.tmp=" + own, "-XX:+PerfDisableSharedMem");
  }
}
