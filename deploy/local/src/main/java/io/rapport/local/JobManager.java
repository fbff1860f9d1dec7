package io.rapport.local;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The JobManager of a session cluster, with REST API and dashboard. */
record JobManager(FlinkConfiguration flink) implements Server {

  @Override
  public Component component() {
    return Component.JOB_MANAGER;
  }

  @Override
  public void configure() throws IOException {
    flink.write();
  }

  @Override
  public JavaCommand launch() {
    List<String> options = new ArrayList<>(List.of(FlinkConfiguration.MODULE_OPTIONS));
    options.add("-Xmx" + flink.jobManagerHeapMb() + "m");
    options.add("-XX:MaxMetaspaceSize=256m");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-Dlog4j2.configurationFile=" + flink.logging());
    options.add("-Dlog4j2.disable.jmx=true");
    return new JavaCommand(
        options,
        flink.home().flinkClassPath(),
        List.of(
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--configDir",
            flink.conf().toString(),
            "--executionMode",
            "cluster"));
  }

  @Override
  public boolean ready() {
    return Http.body(URI.create("http://127.0.0.1:" + flink.restPort() + "/overview")).isPresent();
  }
}
