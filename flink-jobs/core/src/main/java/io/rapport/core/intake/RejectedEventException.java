package io.rapport.core.intake;

/** An event that cannot be used. Carries no stack trace: dirt is an everyday matter. */
public final class RejectedEventException extends Exception {

  private final Rejection rejection;

  /**
   * @param rejection the reason code
   * @param detail a sentence for a person; never the event's own text, which may be personal
   */
  public RejectedEventException(Rejection rejection, String detail) {
    super(detail, null, false, false);
    this.rejection = rejection;
  }

  public Rejection rejection() {
    return rejection;
  }
}
