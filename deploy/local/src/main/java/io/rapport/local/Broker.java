package io.rapport.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A Kafka node that is both controller and broker. */
record Broker(
    StackHome home,
    WorkDirectory directory,
    int port,
    int controllerPort,
    int heapMb,
    JitMode compiler)
    implements Server {
  /** The id in the storage's metadata: it is the same for all, as nothing but the ports differs. */
  private static final String CLUSTER_ID = "UmFwcG9ydExvY2FsU3RhYw";

  private static final int PROBE_MILLIS = 1_500;

  @Override
  public Component component() {
    return Component.BROKER;
  }

  @Override
  public void configure() throws IOException {
    Resources.copy("log4j2.properties", logging());
    String lines =
        settings().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(properties(), lines);
  }

  @Override
  public JavaCommand launch() {
    List<String> options = new ArrayList<>(compiler.jvmOptions());
    options.add("-Xms" + heapMb + "m");
    options.add("-Xmx" + heapMb + "m");
    options.add("-XX:+UseG1GC");
    options.add("-XX:MaxGCPauseMillis=20");
    options.add("-Dlog4j2.configurationFile=" + logging());
    options.add("-Dlog4j2.disable.jmx=true");
    return new JavaCommand(
        options,
        home.kafkaClassPath(),
        List.of(BrokerMain.class.getName(), CLUSTER_ID, properties().toString()));
  }

  @Override
  public boolean ready() {
    if (!Ports.accepts(port)) {
      return false;
    }
    Properties client = new Properties();
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
    Admin admin = Admin.create(client);
    try {
      return !admin.describeCluster().nodes().get(PROBE_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      // Without a limit it may wait for minutes where a connection was lost while the broker
      // started.
      admin.close(Duration.ofMillis(PROBE_MILLIS));
    }
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
        Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
        Map.entry("log.dirs", directory.path().resolve("kafka").toString()),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        // Far above checkpoint interval and longest restart, or an exactly-once sink loses data.
        Map.entry("transaction.max.timeout.ms", "7200000"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("message.max.bytes", "16777216"),
        Map.entry("replica.fetch.max.bytes", "16777216"),
        // The default of 128 MiB does not fit into a laptop's heap.
        Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"));
  }

  private Path properties() {
    return directory.path().resolve("conf/kafka/server.properties");
  }

  private Path logging() {
    return directory.path().resolve("conf/kafka/log4j2.properties");
  }
}
