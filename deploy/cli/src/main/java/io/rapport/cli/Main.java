package io.rapport.cli;

import io.rapport.command.TemporaryFiles;
import picocli.CommandLine;

/** The entry point of the {@code rapport} command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    TemporaryFiles.removeAtExit();
    System.exit(commandLine().execute(args));
  }

  /** The whole command tree, with Rapport's way of reporting errors. */
  public static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new RapportCommand());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(new Failures());
    commands.setParameterExceptionHandler(new UsageErrors());
    commands.setUsageHelpAutoWidth(true);
    // A job's own options are passed on to it.
    commands.getSubcommands().get("submit").setUnmatchedOptionsArePositionalParams(true);
    return commands;
  }
}
