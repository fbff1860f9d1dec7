package io.rapport.jobs.quality;

/** Operator uids of the quality reports. Savepoints hold them: never rename one. */
final class QualityUids {

  static final String REPORT = "quality-report";

  private QualityUids() {}

  /** Uid of the tally beside the operator that measures. */
  static String tally(String source) {
    return "quality-tally-" + source;
  }
}
