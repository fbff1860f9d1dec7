package io.rapport.cli.jobs;

import io.rapport.command.connection.ConnectionOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits a job to a running cluster: {@code rapport submit}. */
@Command(
    name = "submit",
    description = "Submit a job to a running Flink cluster.",
    footer = {
      "",
      "Options of the job follow its name, for example:",
      "  rapport submit recommendation --rapport.recommendation.size 10 --parallelism.default 4"
    })
public final class SubmitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;

  @Parameters(index = "0", paramLabel = "JOB", description = "One of: ${COMPLETION-CANDIDATES}.")
  private JobName job;

  @Parameters(
      index = "1..*",
      paramLabel = "--key value",
      description = "Options of the job (see: rapport options) or of Flink.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    String id = new Submitter(connection.flink(), connection.addresses()).submit(job, arguments);
    spec.commandLine().getOut().printf("Submitted %s as job %s%n", job, id);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
