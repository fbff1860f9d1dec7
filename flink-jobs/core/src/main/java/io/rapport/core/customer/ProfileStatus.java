package io.rapport.core.customer;

/** Whether a profile is kept, and if not, what became of it. */
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
