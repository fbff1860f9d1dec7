package io.rapport.core.intake;

/** The kind of a privacy request. */
public enum PrivacyKind {
  ERASURE,
  OPT_OUT,
  OPT_IN
}
