package io.rapport.connectors.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.gateway.access.MailSignatures.Check;
import io.rapport.connectors.sources.signature.WebhookSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSignaturesTest {

  private static final Duration WINDOW = Duration.ofHours(1);

  @TempDir private Path dir;
  private final TestClock clock = new TestClock();
  private MailSignatures signatures;

  @BeforeEach
  void create() throws IOException {
    Path file = dir.resolve("secrets");
    Files.writeString(file, "shop.example south hush\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    signatures = new MailSignatures(new WebhookSecrets(file), WINDOW, 3, clock);
  }

  private ObjectNode form(String token, String text) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    byte[] signature =
        WebhookSignature.of("hush", (timestamp + token).getBytes(StandardCharsets.UTF_8));
    return JsonNodeFactory.instance
        .objectNode()
        .put("recipient", "Help <help@Shop.example>, other@else.example")
        .put("stripped-text", text)
        .put("timestamp", timestamp)
        .put("token", token)
        .put("signature", HexFormat.of().formatHex(signature));
  }

  private void assertRefused(ObjectNode form, String why) {
    Check check = signatures.check(form);
    assertThat(check.problem()).contains(why);
    assertThat(check.site()).isNull();
  }

  @Test
  void aSignedMailIsOfItsDomainsSite() {
    Check check = signatures.check(form("t1", "Hello"));
    assertThat(check.problem()).isNull();
    assertThat(check.site()).isEqualTo("south");
  }

  @Test
  void whatNobodySignedIsRefused() {
    assertRefused(form("t1", "Hello").put("signature", "00ff"), "not that of this timestamp");
    assertRefused(form("t1", "Hello").put("signature", "no hex"), "not that of this timestamp");
    assertRefused(form("t1", "Hello").put("token", "t2"), "not that of this timestamp");
    assertRefused(form("t1", "Hello").put("timestamp", "1234567890"), "not that of this");
    assertRefused(form("t1", "Hello").put("recipient", "a@b.example"), "not that of this");
    assertRefused(form("t1", "Hello").put("timestamp", "-1e99"), "a timestamp, a token");
    // The same is signed, of the same time, and the token is another.
    String moved = form("e01", "Hello").get("timestamp").asText() + "e0";
    assertRefused(
        form("e01", "Hello").put("timestamp", moved).put("token", "1"), "a timestamp, a token");
    for (String field : new String[] {"timestamp", "token", "signature"}) {
      ObjectNode form = form("t1", "Hello");
      form.remove(field);
      assertRefused(form, "a timestamp, a token and a signature");
    }
    assertThat(signatures.tokens()).isZero();
  }

  @Test
  void anOldSignatureIsRefused() {
    ObjectNode form = form("t1", "Hello");
    clock.advance(WINDOW);
    assertThat(signatures.check(form).problem()).isNull();
    clock.advance(Duration.ofSeconds(1));
    assertRefused(form, "rapport.gateway.mail.replay-window");
    clock.advance(Duration.ofDays(-1));
    assertRefused(form, "of the future");
  }

  @Test
  void aTokenComesWithOneMailHoweverOftenThatIsRepeated() {
    assertThat(signatures.check(form("t1", "Hello")).problem()).isNull();
    assertThat(signatures.check(form("t1", "Hello")).problem()).as("repeated").isNull();
    assertRefused(form("t1", "Give me your money"), "came with another e-mail");
  }

  @Test
  void tokensAreBoundedAndForgottenWithTheWindow() {
    for (int i = 0; i < 10; i++) {
      signatures.check(form("t" + i, "Hello"));
    }
    assertThat(signatures.tokens()).isEqualTo(3);
    assertRefused(form("t9", "Other"), "came with another e-mail");
    clock.advance(WINDOW.multipliedBy(2));
    signatures.check(form("u", "Hello"));
    assertThat(signatures.tokens()).isEqualTo(1);
  }
}
