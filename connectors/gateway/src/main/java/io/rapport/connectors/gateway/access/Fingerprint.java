package io.rapport.connectors.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The SHA-256 of a secret, which is kept in the secret's place. A fast hash is right here: a slow
 * one protects passwords that people choose, and nobody can try 2^256 random secrets. The one
 * comparison takes the same time wherever the hashes differ.
 */
final class Fingerprint {

  private static final int BYTES = 32;

  /** Matches no secret that anyone knows; compared with when there is no key of the id given. */
  static final Fingerprint OF_NOBODY = new Fingerprint(Secrets.random(BYTES));

  private final byte[] sha256;

  private Fingerprint(byte[] sha256) {
    this.sha256 = sha256;
  }

  static Fingerprint of(String secret) {
    try {
      return new Fingerprint(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException when it is not 64 hexadecimal digits
   */
  static Fingerprint parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits");
    }
    return new Fingerprint(bytes);
  }

  boolean matches(Fingerprint other) {
    return MessageDigest.isEqual(sha256, other.sha256);
  }

  /** The written form; also a map's key for what is found by its hash. */
  String hex() {
    return HexFormat.of().formatHex(sha256);
  }
}
