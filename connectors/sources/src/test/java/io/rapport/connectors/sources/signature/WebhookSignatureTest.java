package io.rapport.connectors.sources.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

  /** RFC 4231, test case 2. */
  @Test
  void itIsThatOfTheStandard() {
    byte[] body = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);
    assertThat(WebhookSignature.of("Jefe", body))
        .asHexString()
        .isEqualToIgnoringCase("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Property(tries = 100)
  void itHoldsForItsBodyAndSecretAlone(
      @ForAll @NotEmpty String secret, @ForAll byte[] body, @ForAll String other) {
    String signature = Base64.getEncoder().encodeToString(WebhookSignature.of(secret, body));
    assertThat(WebhookSignature.matches(secret, body, signature)).isTrue();
    assertThat(WebhookSignature.matches(secret + "x", body, signature)).isFalse();
    byte[] longer = Arrays.copyOf(body, body.length + 1);
    assertThat(WebhookSignature.matches(secret, longer, signature)).isFalse();
    assertThat(WebhookSignature.matches(secret, body, other)).isFalse();
  }
}
