package io.rapport.command.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {
  private static final Addresses OWN = new Addresses("a:1", "http://b:2", "http://c:3");

  @TempDir private Path directory;

  @Test
  void areThoseOfTheRunningStackWhileItRuns() {
    Path session = directory.resolve("new/session.properties");
    assertThat(Addresses.current(session)).isEqualTo(Addresses.DEFAULT);

    OWN.write(session, directory);
    assertThat(Addresses.current(session)).isEqualTo(OWN);

    Addresses.addGateway(session, "http://d:4");
    assertThat(Addresses.LocalStackFile.read(session))
        .contains(new Addresses.LocalStackFile(OWN, directory, Optional.of("http://d:4")));

    Addresses.forget(session);
    assertThat(session).doesNotExist();
    assertThat(Addresses.current(session)).isEqualTo(Addresses.DEFAULT);
  }

  @Test
  void areTheDefaultOnesWhenTheStackWasKilled() throws Exception {
    Path session = directory.resolve("session.properties");
    OWN.write(session, directory);
    long dead = deadProcess();
    Files.writeString(session, Files.readString(session).replaceAll("pid=\\d+", "pid=" + dead));

    assertThat(Addresses.current(session)).isEqualTo(Addresses.DEFAULT);
    Addresses.forget(session);
    assertThat(session).exists();
  }

  private static long deadProcess() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}
