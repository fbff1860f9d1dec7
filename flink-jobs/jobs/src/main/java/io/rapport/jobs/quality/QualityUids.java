package io.rapport.jobs.quality;

/**
 * The operator uids and state names of the quality reports. Savepoints hold them: never rename one.
 */
final class QualityUids {

  /** The domain of the metrics, below {@code rapport}. */
  static final String DOMAIN = "quality";

  static final String HIT_RATES = "quality-hit-rates";
  static final String DRIFT = "quality-drift";
  static final String DRIFT_STATE = "drift";
  static final String DATA = "quality-data";
  static final String DATA_STATE = "data-quality";

  private QualityUids() {}

  /** The uid of the operator that sums the measurements of a domain. */
  static String report(String domain) {
    return "quality-report-" + domain;
  }

  /** The uid of the operator before it. */
  static String onTime(String domain) {
    return "quality-on-time-" + domain;
  }

  /** The uid of the tally in the task that cleans a feed. */
  static String dataTally(String feed) {
    return "quality-data-tally-" + feed;
  }

  /** The uid of the tally in the task of the operator that measures. */
  static String tally(String source) {
    return "quality-tally-" + source;
  }
}
