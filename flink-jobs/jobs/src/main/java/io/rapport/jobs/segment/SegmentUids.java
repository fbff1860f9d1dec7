package io.rapport.jobs.segment;

/** The operator uids and state names of the segment job. Savepoints hold them: never rename one. */
final class SegmentUids {

  /** The domain of the metrics, below {@code rapport}. */
  static final String DOMAIN = "segment";

  static final String ASSIGN = "segment-assign";
  static final String SUMS = "segment-sums";
  static final String MERGE = "segment-merge";

  static final String MEMBERSHIP_STATE = "membership";
  static final String MODELS_STATE = "models";
  static final String SUMS_STATE = "sums";
  static final String MERGER_STATE = "merger";

  private SegmentUids() {}
}
