package io.rapport.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one TaskManager, which offers all the task slots. */
record TaskManager(FlinkConfiguration flink) implements Server {
  private static final Pattern TASK_MANAGERS = Pattern.compile("\"taskmanagers\":(\\d+)");

  @Override
  public Component component() {
    return Component.TASK_MANAGER;
  }

  @Override
  public void configure() {
    // The JobManager writes the configuration that both read.
  }

  @Override
  public JavaCommand launch() {
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
            flink.conf().toString()));
  }

  @Override
  public boolean ready() {
    return Http.body(URI.create("http://127.0.0.1:" + flink.restPort() + "/overview"))
        .map(TASK_MANAGERS::matcher)
        .filter(Matcher::find)
        .filter(found -> Integer.parseInt(found.group(1)) > 0)
        .isPresent();
  }
}
