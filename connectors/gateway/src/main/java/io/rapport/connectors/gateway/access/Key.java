package io.rapport.connectors.gateway.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as it is stored: everything but its secret. Its written form, {@code rk_ID_SECRET}, is
 * shown once, when it is made.
 *
 * @param sites the sites it reads and writes; exactly one for a browser key
 * @param origins origins whose pages may use it; only of a browser key
 * @param expires none for a key that does not
 * @param rate requests and events a second; 0 for no limit of its own
 * @param revoked none for a key that is not
 */
public record Key(
    String id,
    Role role,
    Sites sites,
    Set<String> origins,
    Instant created,
    Optional<Instant> expires,
    int rate,
    String label,
    Optional<Instant> revoked,
    Hash hash) {

  /** The start of every written key, by which scanners of code and logs recognise one. */
  public static final String PREFIX = "rk_";

  private static final int ID_LENGTH = 8;

  /** The hash of the written form. */
  public record Hash(String hex) {

    public Hash {
      Fingerprint.parse(hex);
    }

    Fingerprint fingerprint() {
      return Fingerprint.parse(hex);
    }
  }

  /** A new key, and its written form. */
  public record Issued(Key key, String text) {}

  /** A request for a new key. */
  public record Wish(
      Role role,
      Sites sites,
      Set<String> origins,
      Optional<Instant> expires,
      int rate,
      String label) {}

  /** Makes a key. */
  public static Issued issue(Wish wish, Instant now) {
    String id = Secrets.name(ID_LENGTH);
    String text = PREFIX + id + "_" + Secrets.text();
    return new Issued(
        new Key(
            id,
            wish.role(),
            wish.sites(),
            wish.origins(),
            now,
            wish.expires(),
            wish.rate(),
            wish.label(),
            Optional.empty(),
            new Hash(Fingerprint.of(text).hex())),
        text);
  }

  public boolean isLive(Instant now) {
    return revoked.isEmpty() && expires.map(now::isBefore).orElse(true);
  }

  Key revokedAt(Instant now) {
    return new Key(
        id,
        role,
        sites,
        origins,
        created,
        expires,
        rate,
        label,
        revoked.or(() -> Optional.of(now)),
        hash);
  }

  /** The id in a written key; empty when it has none. */
  static String idIn(String text) {
    int end = text.startsWith(PREFIX) ? text.indexOf('_', PREFIX.length()) : -1;
    return end < 0 ? "" : text.substring(PREFIX.length(), end);
  }
}
