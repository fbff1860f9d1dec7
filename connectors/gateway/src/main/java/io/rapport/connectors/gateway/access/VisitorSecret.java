package io.rapport.connectors.gateway.access;

import java.time.Instant;
import java.util.Base64;

/**
 * A secret that visitor tokens are signed with. Every gateway of a shop has the same.
 *
 * @param text the secret in base64url
 */
record VisitorSecret(String id, String text, Instant created) {

  VisitorSecret {
    Base64.getUrlDecoder().decode(text);
  }

  static VisitorSecret random(Instant now) {
    return new VisitorSecret(Secrets.name(4), Secrets.text(), now);
  }

  byte[] bytes() {
    return Base64.getUrlDecoder().decode(text);
  }

  @Override
  public String toString() {
    return "visitor secret " + id;
  }
}
