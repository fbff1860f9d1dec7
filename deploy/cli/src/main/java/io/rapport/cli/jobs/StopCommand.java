package io.rapport.cli.jobs;

import io.rapport.local.rest.FlinkSnapshots;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops running jobs with a savepoint: {@code rapport stop}. */
@Command(
    name = "stop",
    description = "Stop a running job with a savepoint, or all; nothing learned is lost.",
    footer = {
      "",
      "For example:",
      "  rapport stop customer",
      "  rapport submit customer --from latest",
      "  rapport stop all --to s3://bucket/savepoints --flink http://jobmanager:8081",
      "Timers that wait are kept in the savepoint, and fire once the job goes on."
    })
public final class StopCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SavepointOptions options;

  @Override
  public Integer call() {
    options.requireOwnDirectory();
    return options.take(FlinkSnapshots::stop, spec.commandLine().getOut());
  }
}
