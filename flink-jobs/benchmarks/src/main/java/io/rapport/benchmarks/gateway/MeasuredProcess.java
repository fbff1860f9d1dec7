package io.rapport.benchmarks.gateway;

import io.rapport.command.CommandFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of this program in a process of its own, which can be killed as a crash would. */
final class MeasuredProcess implements AutoCloseable {

  private final Process process;
  private final URI address;

  private MeasuredProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it and returns when it has printed the address at which it listens and, for a gateway,
   * that it is ready.
   *
   * @param until the start of the line to wait for
   */
  static MeasuredProcess start(String until, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx1g");
    command.add("-Drapport.log=" + System.getProperty("rapport.log", "rapport.log") + ".bench");
    command.add("-Dlog4j2.disable.jmx=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.rapport.cli.Main");
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      // It must not outlive this process, however this one ends in order.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      URI address = null;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        int http = line.indexOf("http://");
        if (http >= 0) {
          address = URI.create(line.substring(http).strip());
        }
        if (line.startsWith(until) && address != null) {
          return new MeasuredProcess(process, address);
        }
      }
      throw new CommandFailedException("The process to be measured did not start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return address;
  }

  /** Kills it at once. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new CommandFailedException("The process did not die");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
