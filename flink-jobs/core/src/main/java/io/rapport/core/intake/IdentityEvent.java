package io.rapport.core.intake;

/** Identifiers known to belong to one customer; each nullable, at least two present. */
public record IdentityEvent(
    String eventId,
    long eventTime,
    String site,
    String visitorId,
    String customerId,
    String email,
    String phone,
    String repairs) {}
