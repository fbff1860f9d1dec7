package io.rapport.benchmarks.stack;

import picocli.CommandLine.Option;

/** The options of the benches that measure one of several jobs. */
public final class JobBenchOptions extends BenchOptions {

  @Option(
      names = "--job",
      defaultValue = "recommendation",
      description =
          "The job that is measured: ${COMPLETION-CANDIDATES}. The recommendation job reads clicks;"
              + " the customer job also reads orders, support events, logins and logouts, and"
              + " customer records. Default: ${DEFAULT-VALUE}.")
  private MeasuredJob job;

  @Option(
      names = "--customers",
      defaultValue = "100000",
      description =
          "People of the shop, with --job customer; above --visitors. They come in turn, half of"
              + " them have an account. Default: ${DEFAULT-VALUE}.")
  private int customers;

  public MeasuredJob job() {
    return job;
  }

  public int customers() {
    return customers;
  }

  /** The load, from its beginning. */
  public EventSource events() {
    return job.events(shape(), customers);
  }

  /** Starts the stack that the job runs on. */
  public BenchStack stack() throws Exception {
    if (job == MeasuredJob.CUSTOMER) {
      int visitors = shape().visitors();
      require(
          customers > visitors,
          "--customers must be above --visitors: %d people are not enough for %d sessions at a time."
              .formatted(customers, visitors));
    }
    return stack(job);
  }
}
