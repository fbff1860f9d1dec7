package io.rapport.benchmarks.stack;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that the benches share. */
public class BenchOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description =
          "Partitions, and subtasks of each step on the way to an answer. Other steps, of which "
              + "the customer job has none, have one subtask, or N with --set "
              + "parallelism.default=N. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--items",
      defaultValue = "100000",
      description =
          "Items of the catalogue, whose popularity follows Zipf's law. Default: "
              + "${DEFAULT-VALUE}.")
  private int items;

  @Option(
      names = "--visitors",
      defaultValue = "20000",
      description = "Visitors in a session at any time. Default: ${DEFAULT-VALUE}.")
  private int visitors;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the events. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of Flink or Rapport for the jobs; may be given several times.")
  private Map<String, String> jobOptions = new HashMap<>();

  @Option(names = "--json", description = "Print one JSON object on the last line.")
  private boolean json;

  public int parallelism() {
    return parallelism;
  }

  public boolean json() {
    return json;
  }

  public SyntheticClicks.Shape shape() {
    return new SyntheticClicks.Shape(items, visitors, seed);
  }

  /** The given options of Flink and Rapport. */
  public ReadableConfig jobOptions() {
    return Configuration.fromMap(jobOptions);
  }

  /** Starts the stack that a job runs on. */
  public BenchStack stack(MeasuredJob job) throws Exception {
    requirePositive("--parallelism", parallelism);
    requirePositive("--items", items);
    requirePositive("--visitors", visitors);
    return new BenchStack(job, parallelism, jobOptions);
  }

  public void requirePositive(String option, long value) {
    require(value > 0, option + " must be above 0, not " + value + ".");
  }

  /** Refuses the command line with a message unless a condition holds. */
  public void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
