package io.rapport.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.Main;
import io.rapport.connectors.gateway.access.Key;
import io.rapport.connectors.gateway.access.KeyFile;
import io.rapport.connectors.gateway.access.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysCommandTest {

  @TempDir Path dir;
  private Path file;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void name() {
    file = dir.resolve("keys.json");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(arguments));
    all.add("--file=" + file);
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private List<Key> keys() {
    return new KeyFile(file).read().all();
  }

  @Test
  void aKeyIsPrintedOnceAndOnlyItsHashIsKept() throws IOException {
    assertThat(run("create", "--role=desk", "--site=a", "--site=b", "--expires=90d", "--rate=5"))
        .isZero();
    String key = out.toString().strip();
    assertThat(key).matches("rk_[a-z0-9]{8}_[A-Za-z0-9_-]{43}");
    assertThat(err.toString()).contains("shown this once").contains("asks everybody for a key");
    assertThat(Files.readString(file)).doesNotContain(key).doesNotContain(key.substring(12));
    Key made = keys().get(0);
    assertThat(made.role()).isEqualTo(Role.DESK);
    assertThat(made.sites().names()).containsExactly("a", "b");
    assertThat(made.rate()).isEqualTo(5);
    assertThat(Duration.between(made.created(), made.expires().orElseThrow())).hasDays(90);

    assertThat(run("create", "--role=browser", "--site=a", "--origin=https://shop.example:8443"))
        .isZero();
    assertThat(err.toString()).doesNotContain("asks everybody");
    assertThat(keys().get(1).origins()).containsExactly("https://shop.example:8443");
  }

  @Test
  void keysAreListedRevokedAndPruned() {
    run("list");
    assertThat(out.toString()).contains("There are no keys in");
    run("create", "--role=admin", "--site=*", "--label=Berta");
    String id = keys().get(0).id();
    run("list");
    assertThat(out.toString()).contains(id).contains("admin").contains("live").contains("Berta");
    assertThat(run("revoke", id)).isZero();
    run("list");
    assertThat(out.toString()).contains("revoked");
    assertThat(run("revoke", "nothing")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no key nothing");
    run("prune");
    assertThat(keys()).hasSize(1);
    run("rotate");
    assertThat(out.toString()).contains("new secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--role=king --site=a",
        "--role=desk",
        "--role=browser --site=a",
        "--role=browser --site=* --origin=https://shop.example",
        "--role=browser --site=a --site=b --origin=https://shop.example",
        "--role=browser --site=a --origin=https://shop.example/",
        "--role=browser --site=a --origin=shop.example",
        "--role=browser --site=a --origin=*",
        "--role=desk --site=a --origin=https://shop.example",
        "--role=desk --site=a --rate=-1",
        "--role=desk --site=a --expires=soon"
      })
  void aWrongWishIsRefusedAndNothingIsWritten(String arguments) {
    List<String> all = new ArrayList<>(List.of("create"));
    all.addAll(List.of(arguments.split(" ")));
    assertThat(run(all.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).startsWith("rapport: ").contains("Try: rapport keys");
    assertThat(file).doesNotExist();
  }
}
