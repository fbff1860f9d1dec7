package io.rapport.benchmarks.gateway;

import io.rapport.command.DurationConverter;
import io.rapport.command.Interruption;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.local.Component;
import io.rapport.local.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the gateway: {@code rapport bench gateway}. */
@Command(
    name = "gateway",
    description = {
      "Measure what the gateway answers a second: stored recommendations, in turns "
          + "with an empty route of the same HTTP framework; lists for items given with the "
          + "request; and events acknowledged.",
      "While events are sent, the broker is restarted and the gateway is killed; then "
          + "the topic is compared with what was acknowledged. The exit code is 1 if an "
          + "event is missing."
    })
public final class BenchGateway implements Callable<Integer> {

  private static final int ASKED = 5;
  private static final int ROUNDS = 3;
  private static final int KEY_ROUNDS = 7;
  private static final double MILLI = 1e6;

  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "D",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description =
          "Length of one round of reading, and of each part of sending. Default: "
              + "${DEFAULT-VALUE}.")
  private Duration length;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "16",
      description = "Connections open at the same time. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "50",
      description = "Events in one request. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--keys",
      description =
          "Only compare reads with keys with reads without, in turns: by a reader's key, and by a"
              + " page's key with visitors' tokens.")
  private boolean keys;

  @Option(names = "--serve", hidden = true, description = "Only seed a stack and serve, for wrk.")
  private boolean serve;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (LocalStack stack =
        LocalStack.builder().only(Component.BROKER, Component.REGISTRY).start()) {
      KafkaSettings kafka = KafkaSettings.at(stack.bootstrapServers(), stack.registryUrl());
      GatewayTopics.fill(kafka);
      if (serve) {
        return serveBoth(out, stack);
      }
      if (keys) {
        compareKeys(out, stack);
        return 0;
      }
      read(out, stack);
      IngestRun.Report sent =
          new IngestRun(stack, kafka, connections, batch, length).run(() -> gateway(stack));
      out.printf(
          "events, undisturbed    %,10.0f acknowledged a second in batches of %d%n",
          sent.perSecond(), batch);
      out.printf(
          "broker restarted, gateway killed: %,d acknowledged, %,d in the topic, %,d missing, %,d"
              + " sent twice%n",
          sent.acknowledged(), sent.inTopic(), sent.missing(), sent.duplicates());
      out.flush();
      return sent.missing() == 0 ? 0 : 1;
    }
  }

  private Integer serveBoth(PrintWriter out, LocalStack stack) {
    try (MeasuredProcess gateway = gateway(stack);
        MeasuredProcess empty = MeasuredProcess.start(EmptyRoute.class);
        Interruption interruption = Interruption.watch()) {
      out.println(gateway.address() + "/visitors/visitor-1/recommendations");
      out.println(empty.address());
      out.flush();
      while (!interruption.within(Duration.ofHours(1))) {
        stack.requireAlive();
      }
    }
    return 0;
  }

  private void compareKeys(PrintWriter out, LocalStack stack) {
    Path directory = stack.directory();
    KeysLoad load = new KeysLoad(directory);
    try (MeasuredProcess open = gateway(stack);
        MeasuredProcess keyed =
            MeasuredProcess.start(
                MeasuredGateway.class,
                stack.bootstrapServers(),
                stack.registryUrl(),
                load.keys().toString(),
                directory.resolve("audit.jsonl").toString())) {
      load.compare(
          out,
          new HttpLoad(open.address(), connections),
          new HttpLoad(keyed.address(), connections),
          KEY_ROUNDS,
          length);
    }
  }

  private static MeasuredProcess gateway(LocalStack stack) {
    return MeasuredProcess.start(
        MeasuredGateway.class, stack.bootstrapServers(), stack.registryUrl());
  }

  private void read(PrintWriter out, LocalStack stack) {
    try (MeasuredProcess gateway = gateway(stack);
        MeasuredProcess empty = MeasuredProcess.start(EmptyRoute.class)) {
      HttpLoad asked = new HttpLoad(gateway.address(), connections);
      HttpLoad floor = new HttpLoad(empty.address(), connections);
      double[] rates = new double[ROUNDS];
      double[] floors = new double[ROUNDS];
      Histogram latency = null;
      // The first round of each is the warm-up.
      for (int round = -1; round < ROUNDS; round++) {
        HttpLoad.Result bare = floor.get(i -> "/", length);
        HttpLoad.Result visited =
            asked.get(
                i ->
                    "/visitors/visitor-"
                        + Math.floorMod(i, GatewayTopics.VISITORS)
                        + "/recommendations",
                length);
        if (round >= 0) {
          floors[round] = bare.perSecond();
          rates[round] = visited.perSecond();
          if (latency == null) {
            latency = visited.nanos();
          } else {
            latency.add(visited.nanos());
          }
        }
      }
      double rate = KeysLoad.median(rates);
      double bare = KeysLoad.median(floors);
      out.printf("empty route            %,10.0f requests a second%n", bare);
      out.printf(
          "recommendations        %,10.0f requests a second, ratio %.2f%n", rate, rate / bare);
      out.printf(
          "their latency          p50 %.2f ms, p99 %.2f ms, %d connections at full load%n",
          latency.getValueAtPercentile(50) / MILLI,
          latency.getValueAtPercentile(99) / MILLI,
          connections);
      out.flush();
      askForItems(out, asked, connections);
      askForItems(out, new HttpLoad(gateway.address(), 1), 1);
    }
  }

  /** Lists for items given with the request, as a visitor unknown to the stream needs them. */
  private void askForItems(PrintWriter out, HttpLoad load, int atOnce) {
    load.post("/recommendations", BenchGateway::question, length); // the warm-up
    HttpLoad.Result answered = load.post("/recommendations", BenchGateway::question, length);
    out.printf(
        "POST /recommendations  %,10.0f requests a second, p50 %.2f ms, p99 %.2f ms, %d at once, of"
            + " %d items of %d neighbours%n",
        answered.perSecond(),
        answered.nanos().getValueAtPercentile(50) / MILLI,
        answered.nanos().getValueAtPercentile(99) / MILLI,
        atOnce,
        ASKED,
        GatewayTopics.NEIGHBOURS);
    out.flush();
  }

  private static String question(int number) {
    return IntStream.range(0, ASKED)
        .mapToObj(i -> "\"item-" + Math.floorMod(number * 13 + i * 101, GatewayTopics.ITEMS) + "\"")
        .collect(Collectors.joining(",", "{\"items\":[", "]}"));
  }
}
