package io.rapport.core.intake;

/**
 * Cleaned details of the person in a customer record, by which records of one person are found. All
 * but {@code deleted} are nullable.
 *
 * @param source the system that the record comes from
 * @param birthDate in any usual form, perhaps the year alone
 * @param sameAs customer id of another record that the source knows to be of the same person
 * @param deleted whether the source has deleted the record
 */
public record PersonDetails(
    String source,
    String givenName,
    String familyName,
    String birthDate,
    String gender,
    String street,
    String houseNumber,
    String locality,
    String postcode,
    String region,
    String nationalId,
    String occupation,
    String sameAs,
    boolean deleted) {

  /** Details of which nothing is known. */
  public static final PersonDetails UNKNOWN =
      new PersonDetails(
          null, null, null, null, null, null, null, null, null, null, null, null, null, false);
}
