package io.rapport.local;

/** A process of the local stack. */
public enum Component {
  /** The Kafka broker, in KRaft combined mode (broker and controller in one process). */
  BROKER("broker"),
  /** The schema registry, with Confluent's API. */
  REGISTRY("registry"),
  /** Flink's JobManager, which also serves the REST API and the dashboard. */
  JOB_MANAGER("jobmanager"),
  /** Flink's TaskManager, which holds all the task slots. */
  TASK_MANAGER("taskmanager"),
  /** The HTTP gateway, which {@link LocalStack#launch} adds to a running stack. */
  GATEWAY("gateway");

  private final String label;

  Component(String label) {
    this.label = label;
  }

  /** The name used in messages and for the log file: lower case, one word. */
  public String label() {
    return label;
  }
}
