package io.rapport.core.support.redaction;

/** The numbers of replacements by kind of personal data. */
public record Redactions(int emails, int phones, int cards, int ibans) {

  /** No replacements. */
  public static final Redactions NONE = new Redactions(0, 0, 0, 0);

  /** The sum of both. */
  public Redactions plus(Redactions other) {
    return new Redactions(
        emails + other.emails, phones + other.phones, cards + other.cards, ibans + other.ibans);
  }
}
