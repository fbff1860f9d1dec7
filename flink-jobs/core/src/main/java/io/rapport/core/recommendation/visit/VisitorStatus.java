package io.rapport.core.recommendation.visit;

/** The status of a visitor by the customer's profile. */
public enum VisitorStatus {
  /** No restriction. */
  USUAL(0),
  /** A complaint is open: the customer waits for support. */
  COMPLAINING(1),
  /** The customer has opted out of profiling: trending items only, and nothing is learned. */
  OPTED_OUT(2);

  private final int code;

  VisitorStatus(int code) {
    this.code = code;
  }

  /** The code of the status in packed values. */
  int code() {
    return code;
  }

  /** The stricter of two statuses. */
  VisitorStatus or(VisitorStatus other) {
    return other.code > code ? other : this;
  }

  static VisitorStatus of(int code) {
    for (VisitorStatus status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw new IllegalStateException("unknown code of a visitor's status: " + code);
  }
}
