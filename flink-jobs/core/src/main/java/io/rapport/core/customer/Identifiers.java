package io.rapport.core.customer;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.Pseudonyms;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of the identifiers other than accounts: cookies, e-mail addresses and telephone numbers. A
 * letter before the identifier keeps the kinds apart.
 */
public final class Identifiers {

  private Identifiers() {}

  /** The keys of all identifiers of an event except its account, strongest first. */
  public static List<String> of(Observation event) {
    List<String> keys = new ArrayList<>(3);
    add(keys, event.site(), 'v', event.visitorId());
    add(keys, event.site(), 'e', event.email());
    add(keys, event.site(), 'p', event.phone());
    return keys;
  }

  /**
   * The key that resolves an event without an account. An event that names nobody gets its ticket's
   * key, so that a repetition is still recognised.
   */
  public static String strongest(Observation event) {
    List<String> keys = of(event);
    if (keys.isEmpty()) {
      add(keys, event.site(), 't', event.ticketId());
    }
    return keys.get(0);
  }

  /**
   * The customer that an identifier stands for while no account is known: the identifier itself.
   */
  public static Subject subject(String key) {
    return new Subject(Keys.site(key), Keys.id(key).substring(2), false);
  }

  /**
   * The identifier by which other jobs know the same person: the cookie, or the pseudonym of an
   * e-mail address. Null for a telephone number, which no other job uses.
   */
  public static String elsewhere(String key) {
    String id = Keys.id(key);
    if (isCookie(key)) {
      return id.substring(2);
    }
    return id.startsWith("e:") ? Pseudonyms.ofEmail(Keys.site(key), id.substring(2)) : null;
  }

  /** Whether the key is that of a cookie. */
  public static boolean isCookie(String key) {
    return Keys.id(key).startsWith("v:");
  }

  private static void add(List<String> keys, String site, char kind, String id) {
    if (id != null) {
      keys.add(Keys.of(site, kind + ":" + id));
    }
  }
}
