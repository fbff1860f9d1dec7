package io.rapport.cli.stack;

import io.rapport.cli.gateway.GatewayStart;
import io.rapport.command.Interruption;
import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import io.rapport.command.terminal.StepLog;
import io.rapport.connectors.gateway.Gateway;
import io.rapport.local.JitMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the local stack with the jobs on it: {@code rapport up}. */
@Command(
    name = "up",
    description = "Start broker, registry, Flink and the jobs on this machine, until Ctrl-C.",
    footer = {"", "Feed it with your own events, or with: rapport replay"})
public final class UpCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;
  @Mixin private StackOptions options;

  @Option(
      names = "--no-jobs",
      description = "Start no job. Submit jobs one by one with rapport submit.")
  private boolean noJobs;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    StepLog steps = new StepLog(out);
    try (Interruption interruption = Interruption.watch();
        LocalSession session = LocalSession.open(options, JitMode.OPTIMISING, steps::done)) {
      if (!noJobs) {
        session.submit(options.jobs(), options.jobOptions());
        steps.done("jobs are running");
      }
      try (Gateway gateway = GatewayStart.start(options.gatewayOptions(), session.addresses())) {
        Addresses.addGateway(ProjectPaths.session(), gateway.url());
        Welcome.print(out, session, gateway);
        while (!interruption.within(LOOK)) {
          session.requireWell();
          session.newFailures().forEach(out::println);
          out.flush();
        }
      }
      out.println("Stopping…");
      out.flush();
    }
    return 0;
  }
}
