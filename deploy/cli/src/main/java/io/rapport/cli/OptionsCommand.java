package io.rapport.cli;

import io.rapport.jobs.AllJobs;
import io.rapport.jobs.intake.OptionTable;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rapport options}. */
@Command(name = "options", description = "Show every option of the jobs, its default and meaning.")
final class OptionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--markdown", description = "As the Markdown table of the README.")
  private boolean markdown;

  @Override
  public Integer call() {
    OptionTable options = AllJobs.options();
    PrintWriter out = spec.commandLine().getOut();
    if (markdown) {
      out.print(options.markdown());
    } else {
      for (OptionTable.Row row : options.rows()) {
        out.printf("%s (default: %s)%n    %s%n", row.key(), shown(row), row.description());
      }
    }
    out.flush();
    return 0;
  }

  private static String shown(OptionTable.Row row) {
    return row.defaultValue().isEmpty() ? "none" : row.defaultValue();
  }
}
