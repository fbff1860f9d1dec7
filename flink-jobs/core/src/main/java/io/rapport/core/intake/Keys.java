package io.rapport.core.intake;

/** Site-qualified keys. Every keyed state is partitioned by one, so that sites never mix. */
public final class Keys {

  /** The separator; a site's name must not contain it, so that a key splits in one way only. */
  public static final char SEPARATOR = '/';

  private Keys() {}

  /** Joins a site and an identifier. */
  public static String of(String site, String id) {
    return site + SEPARATOR + id;
  }

  /** The site of a key; the whole key if it names only a site. */
  public static String site(String key) {
    int end = key.indexOf(SEPARATOR);
    return end < 0 ? key : key.substring(0, end);
  }

  /** The identifier of a key, without its site. */
  public static String id(String key) {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }
}
