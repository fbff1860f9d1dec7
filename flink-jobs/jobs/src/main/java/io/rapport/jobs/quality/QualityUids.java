package io.rapport.jobs.quality;

/** Operator uids of the quality reports. Savepoints hold them: never rename one. */
final class QualityUids {

  /** Of the metrics. */
  static final String DOMAIN = "quality";

  static final String HIT_RATES = "quality-hit-rates";
  static final String DRIFT = "quality-drift";
  static final String DRIFT_STATE = "drift";
  static final String REPORT = "quality-report";

  private QualityUids() {}

  /** Uid of the tally beside the operator that measures. */
  static String tally(String source) {
    return "quality-tally-" + source;
  }
}
