package io.rapport.cli.jobs;

import io.rapport.jobs.AllJobs;
import io.rapport.jobs.customer.CustomerJob;
import io.rapport.jobs.frame.OptionTable;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.recommendation.RecommendationJob;
import io.rapport.jobs.segment.SegmentJob;
import io.rapport.jobs.support.SupportJob;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A job that can be submitted, with its main class in the job jar. */
public enum JobName {
  CUSTOMER("rapport-customer", CustomerJob.class, RapportJob.options(CustomerJob.optionClasses())),
  RECOMMENDATION(
      "rapport-recommendation",
      RecommendationJob.class,
      RapportJob.options(RecommendationJob.optionClasses())),
  SEGMENT("rapport-segment", SegmentJob.class, RapportJob.options(SegmentJob.optionClasses())),
  SUPPORT("rapport-support", SupportJob.class, RapportJob.options(SupportJob.optionClasses())),
  ALL("rapport", AllJobs.class, AllJobs.options());

  /** The jobs of the four domains, which together do the work of {@link #ALL}. */
  public static final List<JobName> DOMAINS = List.of(CUSTOMER, RECOMMENDATION, SEGMENT, SUPPORT);

  private final String flinkName;
  private final Class<?> mainClass;
  private final OptionTable options;

  JobName(String flinkName, Class<?> mainClass, OptionTable options) {
    this.flinkName = flinkName;
    this.mainClass = mainClass;
    this.options = options;
  }

  /** The job that a cluster lists under a name; empty for jobs of others. */
  static Optional<JobName> listedAs(String flinkName) {
    return Arrays.stream(values()).filter(job -> job.flinkName.equals(flinkName)).findFirst();
  }

  /** The name under which a cluster lists the job. */
  public String flinkName() {
    return flinkName;
  }

  String mainClass() {
    return mainClass.getName();
  }

  OptionTable options() {
    return options;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
