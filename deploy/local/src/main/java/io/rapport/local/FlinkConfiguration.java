package io.rapport.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings that JobManager and TaskManager share: configuration directory, ports and limits.
 *
 * @param slots task slots of the TaskManager
 * @param compiler of the TaskManager
 * @param extra settings of the caller, which win over the ones made here
 */
record FlinkConfiguration(
    StackHome home,
    WorkDirectory directory,
    int restPort,
    int rpcPort,
    int slots,
    int jobManagerHeapMb,
    TaskManagerMemory memory,
    JitMode compiler,
    Map<String, String> extra) {

  /** The module options of {@code env.java.opts.all} in Flink 2.2's default {@code config.yaml}. */
  static final String[] MODULE_OPTIONS = {
    "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
    "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/java.net=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
    "--add-opens=java.base/java.text=ALL-UNNAMED",
    "--add-opens=java.base/java.time=ALL-UNNAMED",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED"
  };

  /** Writes {@code config.yaml} and the logging configuration. */
  void write() throws IOException {
    Resources.copy("log4j2.properties", logging());
    String lines =
        settings().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(conf().resolve("config.yaml"), lines);
  }

  Path conf() {
    return directory.path().resolve("conf/flink");
  }

  Path logging() {
    return conf().resolve("log4j2.properties");
  }

  private Path files() {
    return directory.path().resolve("flink");
  }

  private Map<String, String> settings() {
    Path files = files();
    Map<String, String> settings = new TreeMap<>();
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.bind-host", "127.0.0.1");
    settings.put("jobmanager.rpc.port", Integer.toString(rpcPort));
    settings.put("jobmanager.memory.heap.size", jobManagerHeapMb + "m");
    settings.put("jobmanager.execution.failover-strategy", "region");
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    settings.put("rest.port", Integer.toString(restPort));
    settings.put("rest.flamegraph.enabled", "true");
    settings.put("web.submit.enable", "true");
    settings.put("web.refresh-interval", "2000");
    // The dashboard and the accounting of a drained pipeline want figures of this second.
    settings.put("metrics.fetcher.update-interval", "1000");
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.bind-host", "127.0.0.1");
    // A fixed id lets a restarted TaskManager find its local copy of the state again.
    settings.put("taskmanager.resource-id", "taskmanager-1");
    settings.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
    settings.put("taskmanager.cpu.cores", Integer.toString(slots));
    settings.putAll(memory.settings());
    // The TaskManager's local copies of the state: they outlive the process, not the stack. All
    // other temporary files, uploaded jars too, are where java.io.tmpdir says.
    settings.put("process.working-dir", directory.tmp().resolve("work").toString());
    settings.put("parallelism.default", Integer.toString(slots));
    settings.put("state.backend.type", "rocksdb");
    // Else RocksDB has a log of each operator in the directory of logs, for ever after a kill.
    settings.put(
        "state.backend.rocksdb.log.dir", directory.tmp().resolve("taskmanager").toString());
    settings.put("execution.checkpointing.incremental", "true");
    settings.put("execution.checkpointing.dir", files.resolve("checkpoints").toUri().toString());
    settings.put(
        "execution.checkpointing.savepoint-dir", files.resolve("savepoints").toUri().toString());
    settings.put("execution.checkpointing.num-retained", "1");
    settings.put("execution.checkpointing.local-backup.enabled", "true");
    settings.put("execution.state-recovery.from-local", "true");
    // A busy machine needs more than the ten seconds that are usual.
    settings.put("pekko.startup-timeout", "60 s");
    settings.put("heartbeat.interval", "2000");
    settings.put("heartbeat.timeout", "10000");
    settings.put("restart-strategy.type", "exponential-delay");
    settings.put("restart-strategy.exponential-delay.initial-backoff", "500 ms");
    settings.put("restart-strategy.exponential-delay.max-backoff", "10 s");
    settings.putAll(extra);
    return settings;
  }
}
