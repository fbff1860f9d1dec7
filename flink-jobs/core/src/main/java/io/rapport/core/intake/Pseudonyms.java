package io.rapport.core.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Pseudonyms for identifiers that must not be stored in clear. */
public final class Pseudonyms {

  private static final int BYTES = 16;

  private Pseudonyms() {}

  /**
   * The pseudonym of an e-mail address in an erasure request: the first 128 bits of a SHA-256 of
   * site and address. It cannot be inverted, but a party that has the address, or tries many, can
   * recognise it. Protect data that holds it like the requests themselves.
   *
   * @param email as cleaned by the intake
   */
  public static String ofEmail(String site, String email) {
    byte[] digest = sha256().digest(Keys.of(site, email).getBytes(StandardCharsets.UTF_8));
    return "email:" + HexFormat.of().formatHex(digest, 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
