package io.rapport.cli;

import io.rapport.benchmarks.BenchCommand;
import io.rapport.benchmarks.EvaluateCommand;
import io.rapport.cli.demo.DemoCommand;
import io.rapport.cli.gateway.GatewayCommand;
import io.rapport.cli.importing.ImportCommand;
import io.rapport.cli.jobs.SavepointCommand;
import io.rapport.cli.jobs.StopCommand;
import io.rapport.cli.jobs.SubmitCommand;
import io.rapport.cli.keys.KeysCommand;
import io.rapport.cli.operations.DeadLettersCommand;
import io.rapport.cli.operations.RulesCommand;
import io.rapport.cli.operations.StatusCommand;
import io.rapport.cli.operations.TopicsCommand;
import io.rapport.cli.replay.ReplayCommand;
import io.rapport.cli.stack.UpCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command, which asks for a subcommand. */
@Command(
    name = "rapport",
    description = "Real-time customer intelligence on Apache Flink.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Start with: rapport demo",
      "Every command explains itself: rapport COMMAND --help"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:it failed; the reason is printed", "2:the command line is wrong"},
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      GatewayCommand.class,
      KeysCommand.class,
      TopicsCommand.class,
      SubmitCommand.class,
      SavepointCommand.class,
      StopCommand.class,
      StatusCommand.class,
      DeadLettersCommand.class,
      RulesCommand.class,
      ImportCommand.class,
      ReplayCommand.class,
      EvaluateCommand.class,
      BenchCommand.class,
      OptionsCommand.class
    })
final class RapportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do.");
  }
}
