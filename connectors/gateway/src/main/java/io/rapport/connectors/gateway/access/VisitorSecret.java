package io.rapport.connectors.gateway.access;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that visitor tokens are signed with. Every gateway of a shop has the same. */
final class VisitorSecret {

  private static final String ALGORITHM = "HmacSHA256";

  private final String id;
  private final String text;
  private final Instant created;
  private final Mac prepared; // never used itself, but copied: a copy costs less than a new one

  /**
   * @param text the secret in base64url
   */
  VisitorSecret(String id, String text, Instant created) {
    this.id = id;
    this.text = text;
    this.created = created;
    try {
      prepared = Mac.getInstance(ALGORITHM);
      prepared.init(new SecretKeySpec(Base64.getUrlDecoder().decode(text), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  static VisitorSecret random(Instant now) {
    return new VisitorSecret(Secrets.name(4), Secrets.text(), now);
  }

  String id() {
    return id;
  }

  /** The secret in base64url. */
  String text() {
    return text;
  }

  Instant created() {
    return created;
  }

  /** The HMAC-SHA256 of a payload. For any number of threads. */
  byte[] mac(byte[] payload) {
    try {
      return ((Mac) prepared.clone()).doFinal(payload);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own " + ALGORITHM + " can be copied", e);
    }
  }

  @Override
  public String toString() {
    return "visitor secret " + id;
  }
}
