package io.rapport.benchmarks.stack;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that the benches share. */
public final class BenchOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description =
          "Partitions, and subtasks of each step on the way to an answer. Other steps "
              + "have one subtask, or N with --set parallelism.default=N. Default: "
              + "${DEFAULT-VALUE}.")
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
      description = "Seed of the clicks. Default: ${DEFAULT-VALUE}.")
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

  /** Starts what the benchmark runs on. */
  public BenchStack stack() throws Exception {
    requirePositive("--parallelism", parallelism);
    requirePositive("--items", items);
    requirePositive("--visitors", visitors);
    return new BenchStack(parallelism, jobOptions);
  }

  public void requirePositive(String option, long value) {
    if (value <= 0) {
      throw new ParameterException(
          spec.commandLine(), option + " must be above 0, not " + value + ".");
    }
  }
}
