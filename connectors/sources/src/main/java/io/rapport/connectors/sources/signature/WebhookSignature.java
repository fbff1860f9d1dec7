package io.rapport.connectors.sources.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a webhook: HMAC-SHA256 (RFC 2104) of the body as it was received, in Base64.
 * Compared in constant time.
 */
public final class WebhookSignature {

  private static final String ALGORITHM = "HmacSHA256";

  private WebhookSignature() {}

  /** Whether a signature is that of the body with this secret. */
  public static boolean matches(String secret, byte[] body, String signature) {
    try {
      return MessageDigest.isEqual(of(secret, body), Base64.getDecoder().decode(signature.strip()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The signature of a body, not encoded. */
  public static byte[] of(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has " + ALGORITHM, e);
    }
  }
}
