package io.rapport.core.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stands for identifiers that are not to be written down themselves. */
public final class Pseudonyms {

  private static final int BYTES = 16;

  private Pseudonyms() {}

  /**
   * What stands for an e-mail address in a request to forget the person: the first 128 bits of a
   * SHA-256 of site and address. It cannot be read back, but whoever has the address, or tries
   * many, can recognise it: where it stands is to be protected as the requests themselves are.
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
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
