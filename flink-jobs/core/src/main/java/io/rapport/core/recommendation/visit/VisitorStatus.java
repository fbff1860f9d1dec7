package io.rapport.core.recommendation.visit;

/** What a customer's profile says that recommendations have to heed. */
public enum VisitorStatus {
  /** Nothing. */
  USUAL(0),
  /** A complaint is open: the customer waits for support. */
  COMPLAINING(1),
  /** The customer does not want to be profiled: trending items only, and nothing is learned. */
  OPTED_OUT(2);

  private final int code;

  VisitorStatus(int code) {
    this.code = code;
  }

  /** Stands for it in packed values. */
  int code() {
    return code;
  }

  static VisitorStatus of(int code) {
    for (VisitorStatus status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw new IllegalStateException("a visitor's status has the unknown code " + code);
  }
}
