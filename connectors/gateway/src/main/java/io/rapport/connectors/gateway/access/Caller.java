package io.rapport.connectors.gateway.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A caller of the gateway, as far as it is known.
 *
 * @param id the key's id, or {@code jwt:} and the token's subject; never a secret
 * @param origins origins whose pages may call so; empty for those allowed to all
 * @param rate requests and events a second; 0 for no limit
 * @param expires when it ends by itself
 */
public record Caller(
    String id,
    Set<Role> roles,
    Sites sites,
    Set<String> origins,
    String label,
    int rate,
    Instant expires) {

  /** Everybody, while no keys are asked for. */
  public static final Caller ANYBODY =
      new Caller("anybody", EnumSet.of(Role.ADMIN), Sites.ALL, Set.of(), "anybody", 0, Instant.MAX);

  /** A caller of an open route, who is not asked. */
  public static final Caller UNASKED =
      new Caller("unasked", EnumSet.noneOf(Role.class), Sites.NONE, Set.of(), "", 0, Instant.MAX);

  static Caller of(Key key) {
    return new Caller(
        key.id(),
        EnumSet.of(key.role()),
        key.sites(),
        key.origins(),
        key.label(),
        key.rate(),
        key.expires().orElse(Instant.MAX));
  }

  /** Whether it is a page, whose key proves no person. */
  public boolean isBrowser() {
    return roles.contains(Role.BROWSER);
  }

  /** Its roles, for messages. */
  public String roleWords() {
    return roles.stream().map(Role::word).collect(Collectors.joining(", "));
  }
}
