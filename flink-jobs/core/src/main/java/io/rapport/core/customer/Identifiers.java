package io.rapport.core.customer;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.Pseudonyms;
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

  /**
   * By what other jobs know whom a key means: the cookie, or what stands for an e-mail address;
   * null for a telephone number, by which they know nobody.
   */
  public static String elsewhere(String key) {
    String id = Keys.id(key);
    if (id.startsWith("v:")) {
      return id.substring(2);
    }
    return id.startsWith("e:") ? Pseudonyms.ofEmail(Keys.site(key), id.substring(2)) : null;
  }

  private static void add(List<String> keys, String site, char kind, String id) {
    if (id != null) {
      keys.add(Keys.of(site, kind + ":" + id));
    }
  }
}
