package io.rapport.command.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  private static final Addresses OWN = new Addresses("a:1", "http://b:2", "http://c:3");

  @TempDir private Path directory;

  @Test
  void areThoseOfTheRunningStackWhileItRuns() {
    Path session = directory.resolve("new/session.properties");
    assertThat(Addresses.current(session)).isEqualTo(Addresses.DEFAULT);

    OWN.write(session, directory, Optional.empty());
    assertThat(Addresses.current(session)).isEqualTo(OWN);

    OWN.write(session, directory, Optional.of("http://d:4"));
    assertThat(Addresses.LocalStackFile.read(session))
        .contains(new Addresses.LocalStackFile(OWN, directory, Optional.of("http://d:4")));

    Addresses.forget(session);
    assertThat(session).doesNotExist();
    assertThat(Addresses.current(session)).isEqualTo(Addresses.DEFAULT);
  }

  @Test
  void areTheDefaultOnesWhenTheStackWasKilled() throws Exception {
    Path session = directory.resolve("session.properties");
    write(session, deadProcess() + " 2026-11-30T10\\:00\\:00Z");

    assertThat(Addresses.current(session)).isEqualTo(Addresses.DEFAULT);
    Addresses.forget(session);
    assertThat(session).exists();
  }

  @Test
  void areTheDefaultOnesWhenAnotherProcessHasTheIdOfTheKilledStack() throws Exception {
    Path session = directory.resolve("session.properties");
    write(session, ProcessHandle.current().pid() + " 1999-12-31T23\\:59\\:59Z");

    assertThat(Addresses.current(session)).isEqualTo(Addresses.DEFAULT);
    Addresses.forget(session);
    assertThat(session).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pid=", "process=x\nflink=a", "process=\\u00g"})
  void areTheDefaultOnesWhereTheFileIsBroken(String content) throws Exception {
    Path session = Files.writeString(directory.resolve("session.properties"), content);

    assertThat(Addresses.current(session)).isEqualTo(Addresses.DEFAULT);
    Addresses.forget(session);
    assertThat(session).exists();
  }

  private void write(Path session, String process) throws Exception {
    OWN.write(session, directory, Optional.empty());
    Files.writeString(
        session,
        Files.readAllLines(session).stream()
            .map(line -> line.startsWith("process=") ? "process=" + process : line)
            .collect(Collectors.joining("\n")));
  }

  private static long deadProcess() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}
