package io.rapport.benchmarks.stack;

import io.rapport.avro.Click;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.Purchase;
import io.rapport.avro.Recommendation;
import io.rapport.avro.SupportEvent;
import io.rapport.benchmarks.stack.SyntheticClicks.Shape;
import io.rapport.jobs.customer.CustomerJob;
import io.rapport.jobs.frame.JobKind;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.quality.QualityReports;
import io.rapport.jobs.recommendation.RecommendationJob;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A job under measurement: its load, its topology, and the topics that its rate is read off. */
public enum MeasuredJob {
  /** Answers every click with recommendations. Its quality reports are not written. */
  RECOMMENDATION(JobKind.RECOMMENDATION, Recommendation.class),

  /** Joins the events of all feeds into profiles, and reports on the quality of the data. */
  CUSTOMER(JobKind.CUSTOMER, CustomerProfile.class);

  private final JobKind kind;
  private final Class<? extends SpecificRecord> output;

  MeasuredJob(JobKind kind, Class<? extends SpecificRecord> output) {
    this.kind = kind;
    this.output = output;
  }

  /** The job's name, and the domain of its metrics. */
  public String label() {
    return kind.label();
  }

  JobKind kind() {
    return kind;
  }

  List<Class<?>> optionClasses() {
    return switch (this) {
      case RECOMMENDATION -> RecommendationJob.optionClasses();
      case CUSTOMER -> CustomerJob.optionClasses();
    };
  }

  /** The contracts of the topics that the load fills. */
  List<Class<? extends SpecificRecord>> inputs() {
    return switch (this) {
      case RECOMMENDATION -> List.of(Click.class);
      case CUSTOMER ->
          List.of(
              Click.class,
              Purchase.class,
              SupportEvent.class,
              CustomerRecord.class,
              IdentityLink.class);
    };
  }

  /** The contract of the answers. */
  public Class<? extends SpecificRecord> output() {
    return output;
  }

  /** Adds the job's topology. */
  public void attach(RapportJob job) {
    switch (this) {
      case RECOMMENDATION -> RecommendationJob.attach(job);
      case CUSTOMER -> {
        CustomerJob.attach(job);
        QualityReports.write(job);
      }
    }
  }

  /**
   * The job's load.
   *
   * @param customers people of the shop; those of the recommendation job's load are without end
   */
  EventSource events(Shape shape, int customers) {
    return switch (this) {
      case RECOMMENDATION -> new SyntheticClicks(shape);
      case CUSTOMER -> new SyntheticShop(shape, customers);
    };
  }

  /**
   * The subtasks of the steps that are not on the latency path.
   *
   * @param serving subtasks of those that are
   */
  int otherParallelism(int serving) {
    return switch (this) {
      case RECOMMENDATION -> 1; // No answer waits for them.
      case CUSTOMER -> serving; // Every profile does.
    };
  }

  /** The name as it is written on the command line. */
  @Override
  public String toString() {
    return label();
  }
}
