package io.rapport.benchmarks.gateway;

import io.rapport.command.CommandFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which can be killed as a crash would. */
final class MeasuredProcess implements AutoCloseable {

  private static final String ADDRESS = "listens on ";

  private final Process process;
  private final URI address;

  private MeasuredProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server and returns when it serves.
   *
   * @param main a class whose main method ends in {@link #serve}
   */
  static MeasuredProcess start(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-Xmx1g");
    command.add("-Drapport.log=" + System.getProperty("rapport.log", "rapport.log") + ".bench");
    command.add("-Dlog4j2.disable.jmx=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      // It must not outlive this process, however this one ends in order.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(ADDRESS)) {
          return new MeasuredProcess(process, URI.create(line.substring(ADDRESS.length())));
        }
      }
      throw new CommandFailedException("The process to be measured did not start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells whoever started this process where it serves, and waits until it is killed. */
  static void serve(String address) {
    System.out.println(ADDRESS + address);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
