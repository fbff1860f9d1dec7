package io.rapport.core.intake;

/**
 * A cleaned customer record of a CRM or mailing list. Nullable: everything but the identifiers.
 *
 * @param country ISO 3166-1 alpha-2 code or null
 * @param marketingConsent null when never asked
 * @param personalisationConsent null when never asked
 * @param consentTime when the consents were given or withdrawn, milliseconds since the epoch; at
 *     most {@code eventTime}
 * @param person null where the source says nothing more
 */
public record CustomerEntry(
    String eventId,
    long eventTime,
    String site,
    String customerId,
    String name,
    String email,
    String phone,
    String country,
    Boolean marketingConsent,
    Boolean personalisationConsent,
    long consentTime,
    PersonDetails person,
    String repairs) {}
