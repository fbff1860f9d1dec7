package io.rapport.core.quality;

import java.util.Locale;

/** A measure of the quality of incoming data. */
public enum DataMeasure {
  /** The share of records that came with a value of the field. */
  COMPLETENESS(true),
  /** The share of values that no rule found wrong. */
  VALIDITY(true),
  /** The share of values that no other record of the interval has. */
  UNIQUENESS(true),
  /** The share of records that reached the broker in time. */
  TIMELINESS(true),
  /** The median time from event to broker, milliseconds. */
  DELAY_P50(false),
  /** The 95% quantile of the time from event to broker, milliseconds. */
  DELAY_P95(false),
  /** The 99% quantile of the time from event to broker, milliseconds. */
  DELAY_P99(false);

  private final boolean share;

  DataMeasure(boolean share) {
    this.share = share;
  }

  /** Whether the value is a share, whose fall is worse; only these are watched for drift. */
  public boolean share() {
    return share;
  }

  /** The name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of the metric in reports. */
  public String metric() {
    return "data." + word();
  }
}
