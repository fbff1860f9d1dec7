package io.rapport.core.intake;

/**
 * An erasure request for one visitor.
 *
 * @param visitor the cookie, the account, or the pseudonym of the e-mail address ({@link
 *     Pseudonyms})
 * @param requestId of the request, for the receipt
 * @param time event time of the request, milliseconds since the epoch
 */
public record VisitorErased(String requestId, String site, String visitor, long time) {

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
