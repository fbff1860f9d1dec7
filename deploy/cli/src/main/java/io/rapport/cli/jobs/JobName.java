package io.rapport.cli.jobs;

import io.rapport.jobs.AllJobs;
import io.rapport.jobs.customer.CustomerJob;
import io.rapport.jobs.frame.JobKind;
import io.rapport.jobs.frame.OptionTable;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.recommendation.RecommendationJob;
import io.rapport.jobs.segment.SegmentJob;
import io.rapport.jobs.support.SupportJob;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A job that can be submitted, with its main class in the job jar. */
public enum JobName {
  CUSTOMER(JobKind.CUSTOMER, CustomerJob.class),
  RECOMMENDATION(JobKind.RECOMMENDATION, RecommendationJob.class),
  SEGMENT(JobKind.SEGMENT, SegmentJob.class),
  SUPPORT(JobKind.SUPPORT, SupportJob.class),
  ALL(JobKind.ALL, AllJobs.class);

  /** The jobs of the four domains, which together do the work of {@link #ALL}. */
  public static final List<JobName> DOMAINS = List.of(CUSTOMER, RECOMMENDATION, SEGMENT, SUPPORT);

  private final JobKind kind;
  private final Class<?> mainClass;

  JobName(JobKind kind, Class<?> mainClass) {
    this.kind = kind;
    this.mainClass = mainClass;
  }

  /** The job that a cluster lists under a name; empty for jobs of others. */
  static Optional<JobName> listedAs(String flinkName) {
    return Arrays.stream(values()).filter(job -> job.flinkName().equals(flinkName)).findFirst();
  }

  /** The name under which a cluster lists the job. */
  public String flinkName() {
    return kind.jobName();
  }

  String mainClass() {
    return mainClass.getName();
  }

  OptionTable options() {
    return switch (this) {
      case CUSTOMER -> RapportJob.options(CustomerJob.optionClasses());
      case RECOMMENDATION -> RapportJob.options(RecommendationJob.optionClasses());
      case SEGMENT -> RapportJob.options(SegmentJob.optionClasses());
      case SUPPORT -> RapportJob.options(SupportJob.optionClasses());
      case ALL -> AllJobs.options();
    };
  }

  @Override
  public String toString() {
    return kind.label();
  }
}
