package io.rapport.connectors.gateway.access;

import static io.rapport.connectors.gateway.access.Role.ADMIN;
import static io.rapport.connectors.gateway.access.Role.BROWSER;
import static io.rapport.connectors.gateway.access.Role.DESK;
import static io.rapport.connectors.gateway.access.Role.INGEST;
import static io.rapport.connectors.gateway.access.Role.READ;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The access that a route needs, and the roles that have it. */
public enum Access {
  /** Asks for no key: health, and the console's login. */
  OPEN(BROWSER, INGEST, READ, DESK, ADMIN),
  /** Asks for no key: the body is signed, with a secret that the sender and the gateway share. */
  SIGNED(),
  /** Any key. */
  KNOWN(BROWSER, INGEST, READ, DESK, ADMIN),
  /** Sends what a visitor does. */
  TRACK(BROWSER, INGEST, ADMIN),
  /** Sends orders, items, articles, customers and privacy requests. */
  SEND(INGEST, ADMIN),
  /** Sends tickets and messages. */
  SEND_SUPPORT(INGEST, DESK, ADMIN),
  /** Reads what a page shows its visitor. */
  SHOW(BROWSER, READ, DESK, ADMIN),
  /** Reads every product. */
  READ_ALL(READ, DESK, ADMIN),
  /** Answers tickets and labels them. */
  ANSWER(DESK, ADMIN),
  /** Decides whether two customers are one person. */
  DECIDE(DESK, ADMIN),
  /** Sets rules and sends dead letters again. */
  ADMINISTER(ADMIN);

  @SuppressWarnings("ImmutableEnumChecker") // It cannot be changed.
  private final Set<Role> roles;

  Access(Role... roles) {
    Set<Role> all = EnumSet.noneOf(Role.class);
    Collections.addAll(all, roles);
    this.roles = Collections.unmodifiableSet(all);
  }

  public Set<Role> roles() {
    return roles;
  }

  /** Whether one of the roles has it. */
  public boolean allows(Set<Role> held) {
    for (Role role : held) {
      if (roles.contains(role)) {
        return true;
      }
    }
    return false;
  }
}
