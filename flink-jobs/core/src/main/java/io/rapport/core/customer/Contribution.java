package io.rapport.core.customer;

/**
 * What is added to an account's profile: an event, or all that was known under another identifier.
 *
 * @param account key of the account
 * @param observation null when a profile moves
 * @param profile packed {@link CustomerProfile}; null for an event
 */
// The bytes are a packed value on its way; nobody compares contributions.
@SuppressWarnings("ArrayRecordComponent")
public record Contribution(String account, Observation observation, byte[] profile) {}
