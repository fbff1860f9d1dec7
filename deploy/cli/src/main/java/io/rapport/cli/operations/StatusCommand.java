package io.rapport.cli.operations;

import io.rapport.cli.accounting.Ledger;
import io.rapport.cli.accounting.LedgerTable;
import io.rapport.cli.accounting.Restarts;
import io.rapport.command.CommandFailedException;
import io.rapport.command.FailureReason;
import io.rapport.command.Pause;
import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.KafkaConnectionOptions;
import io.rapport.command.terminal.TextTable;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.TopicAdmin;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.Http;
import io.rapport.local.supervision.RestartLog;
import io.rapport.schemas.ContractTypes;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Shows whether the running system is well: {@code rapport status}. The exit code is 1 unless
 * everything is.
 */
@Command(
    name = "status",
    description =
        "Show whether broker, registry and jobs are well, the account of the events, "
            + "and the lag.")
public final class StatusCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int MOST_RESTARTS = 10;
  private static final long METRICS_FETCH_MILLIS = 2_000;
  private static final String LAG = ".pendingRecords";

  @Spec private CommandSpec spec;
  @Mixin private KafkaConnectionOptions connection;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Addresses addresses = connection.addresses();
    boolean broker = report(out, "broker", addresses.bootstrap(), this::broker);
    boolean registry = report(out, "registry", addresses.registry(), this::registry);
    boolean gateway =
        connection
            .gateway()
            .map(url -> report(out, "gateway", url, () -> gateway(url)))
            .orElse(true);
    boolean flink = report(out, "flink", addresses.flink(), () -> flink(out));
    connection.stackDirectory().ifPresent(directory -> restarted(out, directory));
    out.flush();
    return broker && registry && gateway && flink ? 0 : 1;
  }

  /** Restarts of the local stack, which say nothing of how it is now. */
  private static void restarted(PrintWriter out, Path directory) {
    RestartLog.in(directory)
        .last(MOST_RESTARTS)
        .forEach(restart -> out.println(Restarts.describe(restart)));
  }

  private static boolean report(
      PrintWriter out, String what, String address, Callable<String> look) {
    try {
      out.printf("%-9s %s  %s%n", what, address, look.call());
      return true;
    } catch (Exception e) {
      out.printf("%-9s %s  NOT WELL: %s%n", what, address, FailureReason.of(e));
      return false;
    }
  }

  private String broker() {
    KafkaSettings kafka = connection.kafka();
    // A short answer beats a patient one here; the clients' own default is a minute.
    kafka.clientProperties().put("default.api.timeout.ms", "5000");
    kafka.clientProperties().put("request.timeout.ms", "4000");
    List<Topic<?>> topics = kafka.topics(ContractTypes.ALL);
    try (TopicAdmin admin = new TopicAdmin(kafka)) {
      List<TopicAdmin.Description> found = admin.describe(topics);
      long missing = found.stream().filter(topic -> !topic.exists()).count();
      if (missing > 0) {
        throw new CommandFailedException(
            missing + " of " + topics.size() + " topics are missing: rapport topics create");
      }
      return "%d topics, %,d records"
          .formatted(found.size(), found.stream().mapToLong(TopicAdmin.Description::records).sum());
    }
  }

  private String registry() throws IOException, InterruptedException {
    String subjects = body(connection.addresses().registry() + "/subjects");
    return subjects.chars().filter(c -> c == '"').count() / 2 + " contracts";
  }

  private static String gateway(String url) throws IOException, InterruptedException {
    body(url + "/health/live");
    return Http.body(URI.create(url + "/health/ready")).isPresent()
        ? "it answers"
        : "it answers, and still rebuilds its memory from the topics";
  }

  private static String body(String url) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .build()
            .send(
                HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(),
                HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != OK) {
      throw new CommandFailedException("it answers with status " + response.statusCode());
    }
    return response.body();
  }

  private String flink(PrintWriter out) {
    FlinkRest flink = connection.flink();
    List<FlinkJob> jobs = flink.jobs();
    if (jobs.stream().allMatch(FlinkJob::ended)) {
      throw new CommandFailedException(
          connection.stackDirectory().isPresent()
              ? "no job runs; after a restart the stack submits its own again, else: rapport submit JOB"
              : "no job runs: rapport submit JOB");
    }
    List<FlinkJob> live = jobs.stream().filter(job -> !job.ended()).toList();
    // Flink answers with what it fetched for the last who asked, and fetches anew: ask again.
    live.forEach(job -> flink.metrics(job.id(), metric -> false));
    Pause.millis(METRICS_FETCH_MILLIS);
    for (FlinkJob job : jobs) {
      out.printf(
          "%s  %s  %s, %d of %d tasks, %s%n",
          job.id(), job.name(), job.state(), job.runningTasks(), job.tasks(), age(job));
      restarts(out, flink.failures(job.id()));
      if (!job.ended()) {
        accounts(out, flink, job);
      }
    }
    List<String> unwell =
        youngest(jobs).stream()
            .filter(job -> !job.fullyRunning() && (!job.ended() || job.state().equals("FAILED")))
            .map(FlinkJob::name)
            .toList();
    if (!unwell.isEmpty()) {
      throw new CommandFailedException("not fully running: " + String.join(", ", unwell));
    }
    return live.size() == 1 ? "1 job" : live.size() + " jobs";
  }

  /** The youngest job of each name: an older one that failed has been submitted again. */
  private static Collection<FlinkJob> youngest(List<FlinkJob> jobs) {
    Map<String, FlinkJob> byName = new TreeMap<>();
    jobs.forEach(job -> byName.putIfAbsent(job.name(), job));
    return byName.values();
  }

  private static void restarts(PrintWriter out, List<FlinkRest.Failure> failures) {
    if (!failures.isEmpty()) {
      out.printf(
          "failed %s, last at %s%n",
          Restarts.times(failures.size()), Restarts.describe(failures.get(0)));
    }
  }

  private static void accounts(PrintWriter out, FlinkRest flink, FlinkJob job) {
    Map<String, Double> metrics =
        flink.metrics(job.id(), List.of(StatusCommand::isLag, Ledger::isOutcome, Ledger::isInput));
    TextTable table = LedgerTable.of(List.of(Ledger.of(metrics)));
    if (!table.isEmpty()) {
      out.print(table);
    }
    double lag =
        metrics.entrySet().stream()
            .filter(metric -> isLag(metric.getKey()))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    out.printf("lag: %,.0f records not read yet%n", lag);
  }

  private static boolean isLag(String metric) {
    return metric.endsWith(LAG);
  }

  private static String age(FlinkJob job) {
    return "%d:%02d:%02d"
        .formatted(job.age().toHours(), job.age().toMinutesPart(), job.age().toSecondsPart());
  }
}
