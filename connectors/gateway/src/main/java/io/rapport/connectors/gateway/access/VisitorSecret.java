package io.rapport.connectors.gateway.access;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** A secret that visitor tokens are signed with. Every gateway of a shop has the same. */
record VisitorSecret(String id, byte[] secret, Instant created) {

  static VisitorSecret random(Instant now) {
    return new VisitorSecret(Secrets.name(4), Secrets.random(Secrets.SECRET_BYTES), now);
  }

  String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VisitorSecret that
        && id.equals(that.id)
        && Arrays.equals(secret, that.secret)
        && created.equals(that.created);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "visitor secret " + id;
  }
}
