package io.rapport.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The one TaskManager, which offers all the task slots. */
final class TaskManager implements Server {
  private final FlinkConfiguration flink;
  private volatile int rpcPort;

  TaskManager(FlinkConfiguration flink) {
    this.flink = flink;
  }

  @Override
  public Component component() {
    return Component.TASK_MANAGER;
  }

  @Override
  public JavaCommand launch() {
    // A new one each time: the JobManager still lists one that died, and it has the same name.
    rpcPort = Ports.free(1).get(0);
    List<String> options = new ArrayList<>(List.of(FlinkConfiguration.MODULE_OPTIONS));
    options.addAll(flink.memory().jvmOptions());
    options.addAll(flink.compiler().jvmOptions());
    options.add("-XX:+UseG1GC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-Dlog4j2.configurationFile=" + flink.logging());
    options.add("-Dlog4j2.disable.jmx=true");
    return new JavaCommand(
        options,
        flink.home().flinkClassPath(),
        List.of(
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "--configDir",
            flink.conf().toString(),
            "-Dtaskmanager.rpc.port=" + rpcPort));
  }

  /** Whether the JobManager has this very process on its list. */
  @Override
  public boolean ready() {
    URI list = URI.create("http://127.0.0.1:" + flink.restPort() + "/taskmanagers");
    return Http.body(list).filter(body -> body.contains(":" + rpcPort + "/user/")).isPresent();
  }
}
