package io.rapport.cli.jobs;

/** A job that can be submitted, and its main class in the job jar. */
public enum JobName {
  RECOMMENDATION("io.rapport.jobs.recommendation.RecommendationJob"),
  CUSTOMER("io.rapport.jobs.customer.CustomerJob"),
  SEGMENT("io.rapport.jobs.segment.SegmentJob"),
  SUPPORT("io.rapport.jobs.support.SupportJob"),
  ALL("io.rapport.jobs.AllJobs");

  /** The number of jobs when each is submitted by itself. */
  public static final int APART = values().length - 1;

  private final String mainClass;

  JobName(String mainClass) {
    this.mainClass = mainClass;
  }

  String mainClass() {
    return mainClass;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
