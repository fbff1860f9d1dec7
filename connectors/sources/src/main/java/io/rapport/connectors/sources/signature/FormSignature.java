package io.rapport.connectors.sources.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.connectors.sources.fields.Pick;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The signature of a form that holds an incoming e-mail, as Mailgun makes it: HMAC-SHA256 (RFC
 * 2104) of {@code timestamp} and {@code token}, in hexadecimal. It does not cover the other fields,
 * so that whoever receives it accepts each token for one e-mail alone, and no old ones.
 *
 * @param domain of the mailbox that the e-mail was sent to, in lower case; empty when unknown
 * @param time when the signature was made
 * @param token that no other signature has
 */
public record FormSignature(
    String domain, Instant time, String token, String signed, String signature) {

  private static final int LONGEST_TOKEN = 200;

  /** Digits alone: nothing of a token can be moved into the time and leave what is signed equal. */
  private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{9}");

  /** The signature of a form; empty when it has none, or no token, or no time. */
  public static Optional<FormSignature> of(JsonNode form) {
    String timestamp = Pick.text(form, "timestamp");
    String token = Pick.text(form, "token");
    String signature = Pick.text(form, "signature");
    boolean whole =
        token != null
            && token.length() <= LONGEST_TOKEN
            && signature != null
            && timestamp != null
            && SECONDS.matcher(timestamp).matches();
    return whole
        ? Optional.of(
            new FormSignature(
                domain(Pick.text(form, "recipient", "To", "to")),
                Instant.ofEpochSecond(Long.parseLong(timestamp)),
                token,
                timestamp + token,
                signature))
        : Optional.empty();
  }

  /** The domain of the first of several addresses, with or without names. */
  private static String domain(String addresses) {
    if (addresses == null) {
      return "";
    }
    String first = addresses.split(",", 2)[0].strip();
    String domain = first.substring(first.lastIndexOf('@') + 1);
    return domain.replace(">", "").strip().toLowerCase(Locale.ROOT);
  }

  /** Whether it was made with this secret; compared in constant time. */
  public boolean matches(String secret) {
    try {
      return MessageDigest.isEqual(
          WebhookSignature.of(secret, signed.getBytes(StandardCharsets.UTF_8)),
          HexFormat.of().parseHex(signature.toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Names neither token nor signature. */
  @Override
  public String toString() {
    return "signature of " + time;
  }
}
