package io.rapport.cli;

import io.rapport.jobs.AllJobs;
import io.rapport.jobs.frame.OptionTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the options of the jobs and of the gateway. */
@Command(
    name = "options",
    description =
        "Show every option of the jobs and the gateway, its default and meaning; those for every"
            + " day first.")
final class OptionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--markdown", description = "Print the page flink-jobs/OPTIONS.md.")
  private boolean markdown;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (markdown) {
      out.print(OptionsPage.markdown());
    } else {
      OptionTable jobs = AllJobs.options();
      OptionTable gateway = OptionsPage.gateway();
      out.println("You will change this:");
      print(out, jobs.everyday());
      print(out, gateway.everyday());
      out.printf("%nLeave alone until a measurement tells you otherwise:%n");
      print(out, jobs.others());
      print(out, gateway.others());
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, List<OptionTable.Row> rows) {
    for (OptionTable.Row row : rows) {
      out.printf("%s (default: %s)%n    %s%n", row.key(), shown(row), row.description());
    }
  }

  private static String shown(OptionTable.Row row) {
    return row.defaultValue().isEmpty() ? "none" : row.defaultValue();
  }
}
