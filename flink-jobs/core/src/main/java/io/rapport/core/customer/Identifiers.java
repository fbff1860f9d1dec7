package io.rapport.core.customer;

import io.rapport.core.intake.Keys;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of the identifiers that are not accounts: a cookie, an e-mail address, a telephone number. A
 * letter before the identifier keeps the kinds apart.
 */
public final class Identifiers {

  private Identifiers() {}

  /** Keys of all identifiers of an event but the account, strongest first. */
  public static List<String> of(Observation event) {
    List<String> keys = new ArrayList<>(3);
    add(keys, event.site(), 'v', event.visitorId());
    add(keys, event.site(), 'e', event.email());
    add(keys, event.site(), 'p', event.phone());
    return keys;
  }

  /**
   * Key by which an event without an account is resolved; of an event that names nobody the
   * ticket's, so that it is still recognised when it comes again.
   */
  public static String strongest(Observation event) {
    List<String> keys = of(event);
    if (keys.isEmpty()) {
      add(keys, event.site(), 't', event.ticketId());
    }
    return keys.get(0);
  }

  /** The customer an identifier stands for while no account is known: the identifier itself. */
  public static Subject subject(String key) {
    return new Subject(Keys.site(key), Keys.id(key).substring(2), false);
  }

  /** Whether a key is a cookie's. */
  public static boolean isVisitor(String key) {
    return Keys.id(key).startsWith("v:");
  }

  private static void add(List<String> keys, String site, char kind, String id) {
    if (id != null) {
      keys.add(Keys.of(site, kind + ":" + id));
    }
  }
}
