package io.rapport.core.customer;

/**
 * The status of a profile: kept, or gone for a reason. The order is part of a packed form: add at
 * the end only.
 */
public enum ProfileStatus {
  /** Kept. */
  ACTIVE,
  /** Moved into an account's profile. */
  MERGED,
  /** Removed at the person's request. */
  ERASED,
  /** Forgotten after a time without events. */
  EXPIRED
}
