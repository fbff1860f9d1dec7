package io.rapport.connectors.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

  private static final long MOST_BYTES = 2_000;

  @TempDir Path dir;

  private static AuditEntry entry(String subject) {
    return new AuditEntry(
        Instant.parse("2026-11-01T10:00:00Z"),
        "k1",
        "desk",
        "10.0.0.1",
        "getCustomer",
        "default",
        subject,
        "200");
  }

  private AuditLog log(Path file) {
    AuditLog log =
        new AuditLog(
            new AuditSettings(Optional.of(file), MOST_BYTES, 3, 1_000, Duration.ofMinutes(1)));
    log.start();
    return log;
  }

  @Test
  void itIsBoundedInSizeAndNumberAndKeepsTheNewest() throws IOException {
    Path file = dir.resolve("audit.jsonl");
    for (int round = 0; round < 20; round++) {
      try (AuditLog log = log(file)) {
        for (int i = 0; i < 10; i++) {
          log.add(entry("s-" + round + "-" + i));
        }
      }
    }
    assertThat(dir.toFile().list())
        .containsExactlyInAnyOrder("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2");
    try (var files = Files.list(dir)) {
      assertThat(files.mapToLong(one -> one.toFile().length()).max().orElseThrow())
          .isLessThanOrEqualTo(MOST_BYTES);
    }
    assertThat(Files.readString(file)).contains("s-19-9").endsWith("\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aRepeatedReadIsWrittenOnceAndPushesNoChangeOut() throws IOException {
    Path file = dir.resolve("audit.jsonl");
    AuditLog log = log(file);
    for (int i = 0; i < 5; i++) {
      log.addRead(entry("anna"));
      log.add(entry("bert"));
    }
    log.close();
    assertThat(Files.readAllLines(file)).hasSize(5).allMatch(line -> line.contains("bert"));
    assertThat(Files.readAllLines(dir.resolve("audit-reads.jsonl"))).hasSize(1);
    assertThat(AuditLog.reads(Path.of("x/audit"))).isEqualTo(Path.of("x/audit-reads"));
    assertThat(log.counts()).containsEntry("written", 6.0).containsEntry("repeated", 4.0);
  }

  @Test
  void aSubjectCannotForgeALineAndIsShortened() throws IOException {
    Path file = dir.resolve("audit.jsonl");
    try (AuditLog log = log(file)) {
      log.add(entry("x\"}\n{\"caller\":\"somebody else\"}" + "y".repeat(10_000)));
    }
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(Files.size(file)).isLessThan(1_000);
  }

  @Test
  void anEntryThatCannotBeWrittenEndsNothing() throws IOException {
    Path file = dir.resolve("audit.jsonl");
    AuditLog log = log(file);
    log.add(new AuditEntry(null, "k1", "desk", "10.0.0.1", "logIn", null, "k1", "200"));
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (log.counts().get("lost") < 1) {
      assertThat(System.nanoTime()).as("time until it is counted").isLessThan(end);
      Thread.onSpinWait();
    }
    log.add(entry("anna"));
    log.close();
    assertThat(Files.readAllLines(file)).singleElement().asString().contains("anna");
    assertThat(log.counts()).containsEntry("lost", 1.0).containsEntry("written", 1.0);
  }

  @Test
  void whatCannotBeWrittenIsCounted() throws IOException {
    Path file = dir.resolve("a-file");
    Files.writeString(file, "");
    AuditLog log = log(file.resolve("below.jsonl"));
    log.add(entry("anna"));
    log.close();
    assertThat(log.counts()).containsEntry("lost", 1.0);
  }
}
