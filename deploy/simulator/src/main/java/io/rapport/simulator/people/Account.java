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
    Boolean marketingConsent,
    Boolean personalisationConsent) {

  /** Given and family name. */
  public String fullName() {
    return givenName + ' ' + familyName;
  }
}
