package io.rapport.cli.demo;

import io.rapport.avro.DeadLetter;
import io.rapport.cli.accounting.Audit;
import io.rapport.cli.accounting.LedgerTable;
import io.rapport.cli.accounting.Restarts;
import io.rapport.cli.accounting.TopicCounts;
import io.rapport.cli.stack.LocalSession;
import io.rapport.cli.stack.StackOptions;
import io.rapport.cli.stack.Welcome;
import io.rapport.command.DurationConverter;
import io.rapport.command.Interruption;
import io.rapport.command.terminal.LiveLine;
import io.rapport.command.terminal.StepLog;
import io.rapport.command.terminal.Terminal;
import io.rapport.local.JitMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the local stack with a simulated shop: {@code rapport demo}. */
@Command(
    name = "demo",
    description =
        "Start everything on this machine, with a simulated shop: its visitors click, buy and"
            + " complain, and the products are shown as they come out.",
    footer = {
      "",
      "With --for the run ends with a check: every product came out, and every event produced was"
          + " read and accounted for (in = processed + dead-lettered + late + duplicate). The exit"
          + " code is 0 only if that held."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;
  @Mixin private StackOptions options;

  @Option(
      names = "--keep",
      description = "Keep the temporary directory of data and logs when the demo ends.")
  private boolean keep;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Events a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "1000",
      description = {
        "Items the shop opens with. Each one's text is encoded once, in some "
            + "milliseconds of one core. Default: ${DEFAULT-VALUE}."
      })
  private int items;

  @Option(
      names = "--for",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Time to produce events for, such as 60s or 5m; then check and end.")
  private Duration duration;

  @Option(
      names = "--headless",
      description = "Print a plain line every ten seconds, as in a log; rewrite none in place.")
  private boolean headless;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The simulated shop's random seed. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    requirePositive("--rate", rate);
    requirePositive("--items", items);
    options.check(Optional.empty());
    PrintWriter out = spec.commandLine().getOut();
    StepLog steps = new StepLog(out);
    try (Interruption interruption = Interruption.watch();
        LocalSession session =
            LocalSession.open(options.builder(JitMode.QUICK).keep(keep), steps::done)) {
      session.start(options.jobs(), options.jobOptions());
      String gateway = session.startGateway(options.gateway(session));
      session.supervise();
      try (LiveMeter meter = LiveMeter.start(session.kafka())) {
        Welcome.print(out, session, gateway);
        return run(out, session, meter, interruption);
      }
    }
  }

  private void requirePositive(String option, int value) {
    if (value < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + " must be above 0, but is " + value);
    }
  }

  private int run(
      PrintWriter out, LocalSession session, LiveMeter meter, Interruption interruption) {
    LiveLine line = new LiveLine(out, !headless && Terminal.isOutput());
    try (SimulatedShop shop = SimulatedShop.open(session.kafka(), rate, items, seed)) {
      meter.tell(shop::show);
      boolean interrupted = watch(session, meter, shop, line, interruption);
      line.end();
      shop.stop();
      if (!interrupted) {
        return verdict(out, session, meter, shop.produced());
      }
      out.println("Stopping…");
      out.flush();
      return 0;
    }
  }

  /** Returns true if the end was asked for, false if the time is over. */
  private boolean watch(
      LocalSession session,
      LiveMeter meter,
      SimulatedShop shop,
      LiveLine line,
      Interruption interruption) {
    long start = System.nanoTime();
    boolean settled = false;
    while (true) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      if (duration != null && elapsed.compareTo(duration) >= 0) {
        return false;
      }
      if (duration != null && !settled && elapsed.multipliedBy(2).compareTo(duration) >= 0) {
        meter.settle();
        settled = true;
      }
      if (interruption.within(SECOND)) {
        return true;
      }
      session.requireWell();
      session.news().forEach(line::say);
      Duration shown = elapsed.plus(SECOND);
      line.show(() -> DemoLine.of(shown, sum(shop.produced()), meter));
    }
  }

  private int verdict(
      PrintWriter out, LocalSession session, LiveMeter meter, Map<String, Long> produced) {
    out.printf("%,d events produced; waiting until they are all accounted for%n", sum(produced));
    out.flush();
    List<String> problems;
    List<String> visitors;
    try (TopicCounts arrivals = new TopicCounts(session.kafka())) {
      problems = new Drain(session, meter, arrivals).await(produced);
      visitors = Audit.visitors(produced, arrivals.of(produced.keySet()));
    }
    out.print(LedgerTable.of(session.ledgers().values()));
    LiveMeter.PRODUCTS.forEach(
        product -> out.printf("%,10d %s%n", meter.count(product), product.getSimpleName()));
    out.printf("%,10d %s%n", meter.count(DeadLetter.class), DeadLetter.class.getSimpleName());
    meter.recentLatency();
    out.printf(
        "event to recommendation: %s (whole run, start included); %s (second half)%n",
        DemoLine.latency(meter.wholeLatency()), DemoLine.latency(meter.settledLatency()));
    visitors.forEach(out::println);
    session.news().forEach(out::println);
    if (session.failures() > 0) {
      out.printf("Jobs failed %s and started again%n", Restarts.times(session.failures()));
    }
    if (problems.isEmpty()) {
      out.println("PASSED: every product came out and every event is accounted for");
    } else {
      out.println("FAILED:");
      problems.forEach(problem -> out.println("  " + problem));
    }
    out.flush();
    return problems.isEmpty() ? 0 : 1;
  }

  private static long sum(Map<String, Long> produced) {
    return produced.values().stream().mapToLong(Long::longValue).sum();
  }
}
