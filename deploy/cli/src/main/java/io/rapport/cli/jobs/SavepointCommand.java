package io.rapport.cli.jobs;

import io.rapport.local.rest.FlinkSnapshots;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes savepoints of running jobs: {@code rapport savepoint}. */
@Command(
    name = "savepoint",
    description = "Take a savepoint of a running job, or of all; they run on.",
    footer = {
      "",
      "The directory of a local stack keeps the two newest checkpoints or savepoints of each job:",
      "the next start removes all others. Keep more of them elsewhere, with --to.",
      "For example:",
      "  rapport savepoint all",
      "  rapport savepoint customer --to s3://bucket/savepoints --flink http://jobmanager:8081"
    })
public final class SavepointCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SavepointOptions options;

  @Override
  public Integer call() {
    return options.take(FlinkSnapshots::savepoint, spec.commandLine().getOut());
  }
}
