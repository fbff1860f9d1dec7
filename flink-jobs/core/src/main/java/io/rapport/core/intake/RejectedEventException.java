package io.rapport.core.intake;

/** Rejects an event that cannot be used. Carries no stack trace: dirty input is expected. */
public final class RejectedEventException extends Exception {

  private final Rejection rejection;

  /**
   * Rejects an event.
   *
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
