package io.rapport.cli;

import io.rapport.connectors.gateway.GatewayOptions;
import io.rapport.jobs.AllJobs;
import io.rapport.jobs.frame.OptionTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rapport options}. */
@Command(
    name = "options",
    description = "Show every option of the jobs and the gateway, its default and meaning.")
final class OptionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--markdown", description = "As the Markdown table of the README.")
  private boolean markdown;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (markdown) {
      out.print(AllJobs.options().markdown());
      out.println();
      out.print(gateway().markdown());
    } else {
      print(out, AllJobs.options());
      print(out, gateway());
    }
    out.flush();
    return 0;
  }

  /** The options of the gateway. */
  static OptionTable gateway() {
    return OptionTable.of(List.of(GatewayOptions.class));
  }

  private static void print(PrintWriter out, OptionTable options) {
    for (OptionTable.Row row : options.rows()) {
      out.printf("%s (default: %s)%n    %s%n", row.key(), shown(row), row.description());
    }
  }

  private static String shown(OptionTable.Row row) {
    return row.defaultValue().isEmpty() ? "none" : row.defaultValue();
  }
}
