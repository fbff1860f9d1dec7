package io.rapport.jobs.frame;

import java.util.Locale;

/** The jobs of the engine: one a domain, and one of all domains. */
public enum JobKind {
  CUSTOMER,
  RECOMMENDATION,
  SEGMENT,
  SUPPORT,
  ALL;

  /** The name in consumer groups and transactions, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The job's consumer group.
   *
   * @param base the value of {@code rapport.kafka.group-id}
   */
  public String group(String base) {
    return base + "-" + label();
  }

  /** The default of the job's name at Flink. */
  public String jobName() {
    return this == ALL ? "rapport" : "rapport-" + label();
  }

  /** Whether this job does what is the task of {@code other}. */
  boolean includes(JobKind other) {
    return this == ALL || this == other;
  }
}
