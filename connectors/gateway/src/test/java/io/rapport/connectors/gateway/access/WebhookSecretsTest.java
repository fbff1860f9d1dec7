package io.rapport.connectors.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.connectors.sources.signature.WebhookSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookSecretsTest {

  private static final byte[] BODY = {'{', '}'};

  @TempDir Path dir;
  private long edits;

  private Path file(String text) throws IOException {
    Path file = dir.resolve("secrets");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    // Times of files are as coarse as a second on some systems.
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000 + ++edits)));
    return file;
  }

  private static Predicate<String> signed(String by) {
    String signature = Base64.getEncoder().encodeToString(WebhookSignature.of(by, BODY));
    return secret -> WebhookSignature.matches(secret, BODY, signature);
  }

  @Test
  void aShopSignsForItsSiteWithAnyOfItsSecrets() throws IOException {
    WebhookSecrets secrets =
        new WebhookSecrets(
            file("# shops\n\nA.example  north old\na.example north new\nb.example south b\n"));
    assertThat(secrets.site("a.example", signed("old"))).contains("north");
    assertThat(secrets.site("A.EXAMPLE", signed("new"))).contains("north");
    assertThat(secrets.site("b.example", signed("b"))).contains("south");
    assertThat(secrets.site("b.example", signed("new"))).isEmpty();
    assertThat(secrets.site("c.example", signed("b"))).isEmpty();
  }

  @Test
  void aChangedFileIsReadAgainAndABrokenOneChangesNothing() throws IOException {
    Path file = file("a.example north one\n");
    WebhookSecrets secrets = new WebhookSecrets(file);
    file("a.example north two\n");
    assertThat(secrets.site("a.example", signed("one"))).isEmpty();
    assertThat(secrets.site("a.example", signed("two"))).contains("north");
    file("a.example two\n");
    assertThat(secrets.site("a.example", signed("two"))).contains("north");
    Files.delete(file);
    assertThat(secrets.site("a.example", signed("two"))).contains("north");
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    Path file = file("a.example north one\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> new WebhookSecrets(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("one");
    assertThatThrownBy(() -> new WebhookSecrets(dir.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
