package io.rapport.connectors.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

  @TempDir Path dir;

  static Key.Issued issue(Role role, Optional<Instant> expires) {
    return Key.issue(
        new Key.Wish(role, Sites.of(List.of("a", "b")), Set.of(), expires, 7, "label"), NOW);
  }

  @Test
  void aKeyMatchesByItsWholeWrittenFormAlone() {
    Key.Issued issued = issue(Role.READ, Optional.empty());
    Keys keys = Keys.NONE.with(issued.key(), NOW);
    assertThat(keys.match(issued.text(), NOW)).contains(issued.key());
    assertThat(issued.text()).matches("rk_[a-z0-9]{8}_[A-Za-z0-9_-]{43}");
    for (String wrong :
        List.of(
            "",
            "rk_",
            issued.text() + "x",
            issued.text().substring(1),
            issued.text().toUpperCase(java.util.Locale.ROOT),
            "rk_" + issued.key().id() + "_",
            "rk_" + issued.key().id() + "_" + issued.key().hash().hex())) {
      assertThat(keys.match(wrong, NOW)).as(wrong).isEmpty();
    }
  }

  @Test
  void revokedAndExpiredKeysMatchNothing() {
    Key.Issued issued = issue(Role.READ, Optional.of(NOW.plusSeconds(10)));
    Keys keys = Keys.NONE.with(issued.key(), NOW);
    assertThat(keys.match(issued.text(), NOW.plusSeconds(9))).isPresent();
    assertThat(keys.match(issued.text(), NOW.plusSeconds(10))).isEmpty();
    assertThat(keys.revoke(issued.key().id(), NOW).match(issued.text(), NOW)).isEmpty();
    assertThatThrownBy(() -> keys.revoke("none", NOW)).hasMessageContaining("rapport keys list");
    assertThat(keys.prune(Duration.ofDays(1), NOW.plusSeconds(86_420)).all()).isEmpty();
    assertThat(keys.prune(Duration.ofDays(1), NOW.plusSeconds(86_400)).all()).hasSize(1);
  }

  /**
   * By construction: secrets are compared as hashes, by MessageDigest.isEqual, and the class that
   * does so has no other comparison. No test of time could show it.
   */
  @Test
  void secretsAreComparedInConstantTime() throws IOException {
    String compiled =
        new String(
            Fingerprint.class.getResourceAsStream("Fingerprint.class").readAllBytes(),
            java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(compiled).contains("java/security/MessageDigest").contains("isEqual");
    assertThat(compiled).doesNotContain("equals").doesNotContain("java/util/Arrays");
    assertThat(Fingerprint.class.getDeclaredMethods())
        .filteredOn(method -> method.getReturnType() == boolean.class)
        .filteredOn(method -> !method.isSynthetic())
        .hasSize(1);
    // A key is found by the public id; without one, a hash that nobody can meet is compared with.
    assertThat(Fingerprint.OF_NOBODY.matches(Fingerprint.of("rk_nobody_x"))).isFalse();
  }

  @Test
  void theFileHoldsHashesAndIsItsOwnersAlone() throws IOException {
    KeyFile file = new KeyFile(dir.resolve("below/keys.json"));
    assertThat(file.read().all()).isEmpty();
    Key.Issued issued = issue(Role.DESK, Optional.of(NOW.plusSeconds(60)));
    file.change(keys -> keys.with(issued.key(), NOW));
    String text = Files.readString(file.path());
    String secret = issued.text().substring(issued.text().lastIndexOf('_') + 1);
    assertThat(text).doesNotContain(secret).contains(issued.key().hash().hex());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(file.isReadableByOthers()).isFalse();
    Keys read = new KeyFile(file.path()).read();
    assertThat(read.all()).containsExactly(issued.key());
    assertThat(read.secrets()).hasSize(1);
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(file.isReadableByOthers()).isTrue();
  }

  @Test
  void changesAtTheSameTimeAreAllKept() throws Exception {
    KeyFile file = new KeyFile(dir.resolve("keys.json"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Set<String> made = new HashSet<>();
    try {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            threads.submit(
                () -> {
                  Key key = issue(Role.READ, Optional.empty()).key();
                  file.change(keys -> keys.with(key, NOW));
                  return key.id();
                }));
      }
      for (Future<String> one : all) {
        made.add(one.get());
      }
    } finally {
      threads.shutdown();
    }
    assertThat(file.read().all()).extracting(Key::id).containsExactlyInAnyOrderElementsOf(made);
    assertThat(dir.toFile().list()).containsOnly("keys.json", "keys.json.lock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"format\":2,\"keys\":[]}",
        "{\"format\":1,\"keys\":[{}]}",
        "{\"format\":1,\"keys\":[{\"id\":\"a\",\"role\":\"king\"}]}",
        "{\"format\":1,\"keys\":[{\"id\":\"a\",\"role\":\"read\",\"created\":\"today\"}]}",
        "{\"format\":1,\"keys\":[{\"id\":\"a\",\"role\":\"read\",\"created\":\"2026-11-01T10:00:00Z\",\"sha256\":\"00\"}]}",
        "{\"format\":1,\"keys\":[]"
      })
  void aBrokenFileIsRefusedWithItsReason(String text) throws IOException {
    Path path = dir.resolve("keys.json");
    Files.writeString(path, text);
    assertThatThrownBy(() -> new KeyFile(path).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is broken")
        .hasMessageContaining("Restore it");
  }

  @Test
  void aBrowserKeyWrittenByHandHasOneSiteAndOrigins() throws IOException {
    Path path = dir.resolve("keys.json");
    String origin = "[\"https://shop.example\"]";
    Files.writeString(path, browserKey("[\"s\"]", origin));
    assertThat(new KeyFile(path).read().all()).hasSize(1);
    for (String sites : List.of("[]", "[\"s\",\"t\"]", "[\"*\"]", "[\"s\",\"*\"]")) {
      Files.writeString(path, browserKey(sites, origin));
      assertThatThrownBy(() -> new KeyFile(path).read())
          .as(sites)
          .hasMessageContaining("of entry 1")
          .hasMessageContaining("exactly one site");
    }
    Files.writeString(path, browserKey("[\"s\"]", "[]"));
    assertThatThrownBy(() -> new KeyFile(path).read()).hasMessageContaining("origins");
  }

  private static String browserKey(String sites, String origins) {
    return """
        {"format":1,"keys":[{"id":"a","role":"browser","sites":%s,"origins":%s,
        "created":"2026-11-01T10:00:00Z","sha256":"%s"}]}
        """
        .formatted(sites, origins, "0".repeat(64));
  }

  @Test
  void aKeyWithoutSitesReachesNone() {
    assertThat(Sites.of(List.of()).include("default")).isFalse();
    assertThat(Sites.of(List.of("a", "*"))).isEqualTo(Sites.ALL);
    assertThat(Sites.of(List.of("b", "a")).orElse("default")).isEqualTo("a");
    assertThat(Sites.of(List.of("b", "default")).orElse("default")).isEqualTo("default");
    assertThat(Sites.ALL.orElse("default")).isEqualTo("default");
  }
}
