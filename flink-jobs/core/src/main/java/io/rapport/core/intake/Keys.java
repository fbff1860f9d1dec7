package io.rapport.core.intake;

/** Site-qualified keys: every keyed state is partitioned by one, so that sites never mix. */
public final class Keys {

  /** Not allowed in a site's name, so that a key splits one way only. */
  public static final char SEPARATOR = '/';

  private Keys() {}

  /** Joins a site and an identifier. */
  public static String of(String site, String id) {
    return site + SEPARATOR + id;
  }

  /** The site of a key; all of it where it names a site only. */
  public static String site(String key) {
    int end = key.indexOf(SEPARATOR);
    return end < 0 ? key : key.substring(0, end);
  }

  /** The identifier of a key, without its site. */
  public static String id(String key) {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }
}
