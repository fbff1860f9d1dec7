package io.rapport.core.intake;

/**
 * A set of identifiers known to belong to one customer; each is nullable, at least two are present.
 *
 * @param logout whether the person who used the cookie has left it instead; then the cookie is
 *     present
 */
public record IdentityEvent(
    String eventId,
    long eventTime,
    String site,
    String visitorId,
    String customerId,
    String email,
    String phone,
    boolean logout,
    String repairs) {}
