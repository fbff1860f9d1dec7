package io.rapport.core.intake;

/** What a person asks for. */
public enum PrivacyKind {
  ERASURE,
  OPT_OUT,
  OPT_IN
}
