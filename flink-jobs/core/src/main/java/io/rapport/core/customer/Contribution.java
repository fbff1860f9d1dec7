package io.rapport.core.customer;

/**
 * An addition to an account's profile: one event, or the whole profile of another identifier.
 *
 * @param account key of the account
 * @param observation null when a profile moves
 * @param profile packed {@link CustomerProfile}; null for an event
 */
// The bytes are a packed value in transit; nothing compares contributions.
@SuppressWarnings("ArrayRecordComponent")
public record Contribution(String account, Observation observation, byte[] profile) {}
