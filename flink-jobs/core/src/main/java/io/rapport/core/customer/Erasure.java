package io.rapport.core.customer;

/**
 * What the customer domain removed at one key because a person asked for it. A request reaches an
 * account and each identifier linked to it, so it can have several of these; their sum is what was
 * removed.
 *
 * @param eventTime event time of the request, milliseconds since the epoch
 * @param profiles profiles removed
 * @param identities resolutions of an identifier removed
 * @param links identifiers removed from an account's list
 */
public record Erasure(
    String requestId, String site, long eventTime, long profiles, long identities, long links) {}
