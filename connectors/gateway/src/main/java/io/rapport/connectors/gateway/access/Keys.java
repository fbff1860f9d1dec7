package io.rapport.connectors.gateway.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All keys and visitor secrets at one moment, immutable. */
public final class Keys {

  public static final int MOST_KEYS = 10_000;
  private static final int MOST_SECRETS = 8;

  static final Keys NONE = new Keys(List.of(), List.of());

  private final Map<String, Key> byId = new LinkedHashMap<>();
  private final Map<String, Fingerprint> fingerprints = new LinkedHashMap<>();
  private final List<VisitorSecret> secrets;

  /**
   * @param secrets the newest last; it signs
   */
  Keys(List<Key> keys, List<VisitorSecret> secrets) {
    for (Key key : keys) {
      byId.put(key.id(), key);
      fingerprints.put(key.id(), key.hash().fingerprint());
    }
    this.secrets = List.copyOf(secrets);
  }

  /** All keys, oldest first. */
  public List<Key> all() {
    return List.copyOf(byId.values());
  }

  List<VisitorSecret> secrets() {
    return secrets;
  }

  public Optional<Key> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The live key with this written form. An unknown id, a wrong secret, a revoked and an expired
   * key take the same steps and give the same answer.
   */
  Optional<Key> match(String text, Instant now) {
    String id = Key.idIn(text);
    boolean same =
        fingerprints.getOrDefault(id, Fingerprint.OF_NOBODY).matches(Fingerprint.of(text));
    return same ? byId(id).filter(key -> key.isLive(now)) : Optional.empty();
  }

  /**
   * With one more key, and a secret for visitors' tokens if there was none.
   *
   * @throws IllegalArgumentException when there are too many
   */
  public Keys with(Key key, Instant now) {
    if (byId.size() >= MOST_KEYS) {
      throw new IllegalArgumentException(
          "The file holds " + MOST_KEYS + " keys, which is the most; prune those revoked.");
    }
    List<Key> more = new ArrayList<>(all());
    more.add(key);
    return new Keys(more, secrets.isEmpty() ? List.of(VisitorSecret.random(now)) : secrets);
  }

  /**
   * With a key revoked.
   *
   * @throws IllegalArgumentException when there is no such key
   */
  public Keys revoke(String id, Instant now) {
    if (byId(id).isEmpty()) {
      throw new IllegalArgumentException("There is no key " + id + "; see: rapport keys list");
    }
    return new Keys(
        all().stream().map(key -> key.id().equals(id) ? key.revokedAt(now) : key).toList(),
        secrets);
  }

  /** Without keys that have been revoked or expired for so long. */
  public Keys prune(Duration age, Instant now) {
    Instant before = now.minus(age);
    return new Keys(
        all().stream()
            .filter(
                key ->
                    key.revoked().map(before::isBefore).orElse(true)
                        && key.expires().map(before::isBefore).orElse(true))
            .toList(),
        secrets);
  }

  /**
   * With a new secret that signs. Tokens of the former ones hold until they expire.
   *
   * @param overlap the lifetime of a token: a secret whose successor has signed for longer is
   *     dropped
   */
  public Keys rotate(Duration overlap, Instant now) {
    List<VisitorSecret> kept = new ArrayList<>();
    for (int i = 0; i < secrets.size(); i++) {
      boolean last = i == secrets.size() - 1;
      if (last || secrets.get(i + 1).created().plus(overlap).isAfter(now)) {
        kept.add(secrets.get(i));
      }
    }
    kept.add(VisitorSecret.random(now));
    return new Keys(all(), kept.subList(Math.max(0, kept.size() - MOST_SECRETS), kept.size()));
  }
}
