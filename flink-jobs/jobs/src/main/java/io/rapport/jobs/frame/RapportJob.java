package io.rapport.jobs.frame;

import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.jobs.intake.DeadLetterScope;
import io.rapport.jobs.intake.IntakeOptions;
import io.rapport.jobs.intake.RulesOptions;
import io.rapport.jobs.state.CacheOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ParameterTool;

/**
 * A Flink job under construction: its options, inputs and outputs.
 *
 * <p>Options come from the command line as {@code --key value}. A key that starts with {@code
 * rapport.} has to be in the option table; every other key configures Flink.
 */
public final class RapportJob {

  /** The option classes of every job. */
  public static final List<Class<?>> COMMON_OPTIONS =
      List.of(
          KafkaOptions.class,
          IntakeOptions.class,
          RulesOptions.class,
          DeadLetterOptions.class,
          ServingOptions.class,
          CacheOptions.class);

  private final StreamExecutionEnvironment environment;
  private final Configuration options;
  private final Inputs inputs;
  private final Outputs outputs;

  private RapportJob(JobKind kind, StreamExecutionEnvironment environment, Configuration options) {
    this.environment = environment;
    this.options = options;
    KafkaSettings kafka = kafka(kind, options);
    DeadLetterScope letters = options.get(DeadLetterOptions.DEAD_LETTERS);
    this.outputs = new Outputs(kafka);
    this.inputs =
        new Inputs(
            environment,
            kafka,
            IntakeOptions.settings(options),
            RulesOptions.rules(options),
            type -> DeadLetterOwners.writes(kind, DeadLetterScope.OWNED, type),
            type -> DeadLetterOwners.writes(kind, letters, type),
            outputs);
  }

  /**
   * A job for the cluster it is submitted to, or for a local environment.
   *
   * @param kind names the job, its consumer group and its transactions, and tells which dead
   *     letters are its own
   * @param optionClasses the {@code *Options} classes of the domains in the job; {@link
   *     #COMMON_OPTIONS} are added
   * @throws IllegalArgumentException for an unknown {@code rapport.} key, naming the most similar
   *     known one
   */
  public static RapportJob of(
      JobKind kind, String[] arguments, Collection<Class<?>> optionClasses) {
    Map<String, String> given = ParameterTool.fromArgs(arguments).toMap();
    options(optionClasses).check(given.keySet());
    Configuration options = JobOptions.configuration(kind.jobName(), given);
    return new RapportJob(
        kind, StreamExecutionEnvironment.getExecutionEnvironment(options), options);
  }

  /**
   * The connection with a group of the job's own: two jobs would overwrite each other's offsets.
   */
  static KafkaSettings kafka(JobKind kind, ReadableConfig options) {
    KafkaSettings kafka = KafkaOptions.settings(options);
    return kafka.withGroupId(kind.group(kafka.groupId()));
  }

  /** The options of a job: its domains' and {@link #COMMON_OPTIONS}. */
  public static OptionTable options(Collection<Class<?>> optionClasses) {
    List<Class<?>> understood = new ArrayList<>(optionClasses);
    understood.addAll(COMMON_OPTIONS);
    return OptionTable.of(understood);
  }

  /** The values of all options, given or default. */
  public ReadableConfig options() {
    return options;
  }

  public Inputs inputs() {
    return inputs;
  }

  public Outputs outputs() {
    return outputs;
  }

  /** Submits the job graph. Returns when the job has ended or, in detached mode, has started. */
  public JobExecutionResult execute() throws Exception {
    return environment.execute(graph());
  }

  /** The job's graph, complete with its common sinks and the descriptions of its operators. */
  public StreamGraph graph() {
    inputs.complete();
    outputs.complete();
    environment.getTransformations().stream()
        .flatMap(end -> end.getTransitivePredecessors().stream())
        .distinct()
        .forEach(OperatorNotes::describe);
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(JobOptions.name(options));
    return graph;
  }
}
