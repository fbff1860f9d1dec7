package io.rapport.core.testing;

import io.rapport.core.intake.PersonDetails;
import java.util.Locale;

/** Customer records of people, for tests. */
public final class People {

  private People() {}

  /** A record with names, a birth date, and an e-mail address made of the names. */
  public static CustomerEntryBuilder entry(
      String id, String site, String given, String family, String birthDate, long time) {
    return Events.customer(id, time)
        .site(site)
        .email((given + "." + family + "@mail.example").toLowerCase(Locale.ROOT))
        .person(details("crm", given, family, birthDate, null, null, null));
  }

  /** Details of a person; null for what is not known. */
  public static PersonDetails details(
      String source,
      String given,
      String family,
      String birthDate,
      String street,
      String postcode,
      String sameAs) {
    return new PersonDetails(
        source, given, family, birthDate, null, street, null, null, postcode, null, null, null,
        sameAs, false);
  }
}
