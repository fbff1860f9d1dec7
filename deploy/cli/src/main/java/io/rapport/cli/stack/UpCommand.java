package io.rapport.cli.stack;

import io.rapport.cli.jobs.JobName;
import io.rapport.command.Interruption;
import io.rapport.command.terminal.StepLog;
import io.rapport.local.JitMode;
import io.rapport.local.UserDirectories;
import io.rapport.local.restore.RestorePoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the local stack with the jobs on it: {@code rapport up}. */
@Command(
    name = "up",
    description = {
      "Start broker, registry, Flink, the jobs and the gateway on this machine, until Ctrl-C.",
      "The directory keeps what was learned: Ctrl-C and SIGTERM take a savepoint of every job, and"
          + " the next start goes on from it; after a crash, from the last checkpoint. A process"
          + " that ends by itself is started again."
    },
    footer = {
      "",
      "Feed it with your own events, or with: rapport replay",
      "For example:",
      "  rapport up --directory /srv/rapport",
      "  rapport up --one-job --set rapport.recommendation.size=10"
    })
public final class UpCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;
  @Mixin private StackOptions options;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Directory of all data and logs: a new one, or that of an earlier up, which goes on."
              + " Default: rapport/stack below the user's data home, such as ~/.local/share.")
  private Path directory;

  @Option(
      names = "--no-jobs",
      description = "Start no job. Submit jobs one by one with rapport submit.")
  private boolean noJobs;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    StepLog steps = new StepLog(out);
    Path home = directory == null ? UserDirectories.stack() : directory;
    List<JobName> jobs = noJobs ? List.of() : options.jobs();
    options.check(Optional.of(home));
    OneOrFour.require(jobs, RestorePoints.in(home.toAbsolutePath()));
    out.printf("Data and logs are in %s%n", home);
    out.flush();
    try (Interruption interruption = Interruption.watch(StackJobs.SAVE_LIMIT.plus(STOP));
        LocalSession session =
            LocalSession.open(options.builder(JitMode.OPTIMISING).directory(home), steps::done)) {
      session.start(jobs, options.jobOptions());
      session.saveAtEnd(line -> say(out, line));
      String gateway = session.startGateway(options.gateway(session));
      session.supervise();
      Welcome.print(out, session, gateway);
      while (!interruption.within(LOOK)) {
        session.requireWell();
        session.news().forEach(line -> say(out, line));
      }
      say(out, "Stopping…");
    }
    return 0;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
