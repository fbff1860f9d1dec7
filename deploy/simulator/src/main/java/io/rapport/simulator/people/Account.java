package io.rapport.simulator.people;

/**
 * The data that a customer has given to the shop.
 *
 * @param customerId account identifier
 * @param country as typed: a code or an English name
 * @param birthYear null when not told
 * @param marketingConsent null when never asked
 * @param personalisationConsent null when never asked
 */
public record Account(
    String customerId,
    String givenName,
    String familyName,
    String email,
    String phone,
    String country,
    CustomerLocale tongue,
    Integer birthYear,
    PostalAddress address,
    Boolean marketingConsent,
    Boolean personalisationConsent) {

  /** The day of birth in ISO 8601; null when the year is not known. */
  public String birthDate() {
    int day = Math.floorMod(email.hashCode(), 336);
    return birthYear == null
        ? null
        : "%d-%02d-%02d".formatted(birthYear, 1 + day / 28, 1 + day % 28);
  }

  /** Given and family name. */
  public String fullName() {
    return givenName + ' ' + familyName;
  }
}
