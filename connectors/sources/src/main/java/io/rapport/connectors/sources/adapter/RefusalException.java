package io.rapport.connectors.sources.adapter;

import java.util.List;

/** Ends the work on a record that cannot be used. */
public final class RefusalException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public RefusalException(Refusal refusal) {
    // Made once for every bad record of a big file, and nobody reads where.
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  /**
   * @param reason code in lower-case words joined by '-'
   * @param detail the cause and the remedy in a sentence, which does not quote the record
   */
  public RefusalException(String reason, String detail) {
    this(new Refusal(reason, detail, List.of()));
  }

  public Refusal refusal() {
    return refusal;
  }
}
