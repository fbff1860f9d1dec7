package io.rapport.benchmarks.newitem;

import io.rapport.benchmarks.stack.BenchOptions;
import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.MeasuredJob;
import io.rapport.command.terminal.JsonLine;
import io.rapport.command.terminal.Progress;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures the time from an item's catalogue entry to its first recommendation: {@code rapport
 * bench new-item}.
 */
@Command(
    name = "new-item",
    description =
        "Measure the time from an item's entry in the catalogue to the first recommendation that"
            + " holds it, while visitors click: from Kafka to Kafka, through the registry, on"
            + " RocksDB.",
    mixinStandardHelpOptions = true)
public final class BenchNewItem implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Option(
      names = "--new-items",
      defaultValue = "20",
      description = "New items, one after the other. Default: ${DEFAULT-VALUE}.")
  private int newItems;

  @Option(
      names = "--catalogue",
      defaultValue = "2000",
      description = "Items in the catalogue before the first new one. Default: ${DEFAULT-VALUE}.")
  private int catalogue;

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "Clicks a second in the background. Default: ${DEFAULT-VALUE}.")
  private int rate;

  /** The result as it is printed as JSON; seconds. */
  record Report(double medianSeconds, double worstSeconds, int newItems, int catalogue, int rate) {}

  @Override
  public Integer call() throws Exception {
    options.requirePositive("--new-items", newItems);
    options.requirePositive("--catalogue", catalogue);
    options.requirePositive("--rate", rate);
    try (BenchStack stack = options.stack(MeasuredJob.RECOMMENDATION);
        var job = stack.submit("new-item");
        Progress bar = Progress.of("new items", "items", newItems)) {
      NewItemRun run = new NewItemRun(stack, catalogue, rate, job::requireRunning);
      double[] seconds = run.run(newItems, options.shape(), bar::step);
      Arrays.sort(seconds);
      print(
          new Report(
              seconds[(seconds.length - 1) / 2],
              seconds[seconds.length - 1],
              newItems,
              catalogue,
              rate));
    }
    return 0;
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%,d new items, a catalogue of %,d, %,d clicks a second%n",
        report.newItems(), report.catalogue(), report.rate());
    out.printf("median                 %.2f s%n", report.medianSeconds());
    out.printf("longest                %.2f s%n", report.worstSeconds());
    if (options.json()) {
      out.println(JsonLine.of(report));
    }
    out.flush();
  }
}
