package io.rapport.cli;

import io.rapport.command.FailureReason;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints why a command failed: the message, and the stack trace only when asked for. */
final class Failures implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    LOG.error("{} failed", command.getCommandSpec().qualifiedName(), failure);
    err.println(command.getColorScheme().errorText("rapport: " + FailureReason.of(failure)));
    CommandLine root = command.getCommandSpec().root().commandLine();
    if (root.<RapportCommand>getCommand().verbose()) {
      failure.printStackTrace(err);
    } else {
      err.println(
          "(--verbose shows where; libraries log to "
              + System.getProperty("rapport.log", "rapport.log")
              + ")");
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
