package io.rapport.core.intake;

/**
 * A cleaned request of a person about their own data; one of the identifiers may be null.
 *
 * @param requestId identifier that the receipt repeats
 */
public record PrivacyEvent(
    String eventId,
    long eventTime,
    String site,
    String requestId,
    PrivacyKind kind,
    String customerId,
    String visitorId,
    String repairs) {}
