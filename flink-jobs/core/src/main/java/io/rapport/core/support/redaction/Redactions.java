package io.rapport.core.support.redaction;

/** How many of each kind of personal data were replaced. */
public record Redactions(int emails, int phones, int cards, int ibans) {

  /** None at all. */
  public static final Redactions NONE = new Redactions(0, 0, 0, 0);

  /** Both together. */
  public Redactions plus(Redactions other) {
    return new Redactions(
        emails + other.emails, phones + other.phones, cards + other.cards, ibans + other.ibans);
  }
}
