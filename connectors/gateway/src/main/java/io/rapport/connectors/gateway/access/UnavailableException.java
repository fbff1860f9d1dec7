package io.rapport.connectors.gateway.access;

/** Says that nobody can be identified now, which is no refusal. */
public final class UnavailableException extends Exception {

  UnavailableException(String reason) {
    super(reason, null, false, false);
  }
}
