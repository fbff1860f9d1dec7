package io.rapport.local;

import io.rapport.local.process.ExitStatus;
import io.rapport.local.process.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A process of the stack: its start, its log and its end. */
final class ChildProcess {
  private static final Pattern PROBLEM = Pattern.compile("ERROR|FATAL|Exception|Error:");
  private static final int MOST_LINE_CHARS = 300;
  private static final long MOST_OUT_BYTES = 1L << 20;
  private static final Duration KILL_WAIT = Duration.ofSeconds(10);

  private final Component component;
  private final List<LogTail> logs;
  private final Process process;

  private ChildProcess(Component component, List<LogTail> logs, Process process) {
    this.component = component;
    this.logs = logs;
    this.process = process;
  }

  /**
   * Starts a JVM on this JVM's Java. Its log files are {@code label.log} (the program's own) and
   * {@code label.out}.
   */
  static ChildProcess start(Component component, JavaCommand launch, WorkDirectory directory) {
    String name = component.label();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(launch.jvmOptions());
    command.add("-Dlog.file=" + directory.logs().resolve(name + ".log"));
    Path tmp = directory.newTmp(name);
    command.add("-Djava.io.tmpdir=" + tmp);
    command.add("-Djna.tmpdir=" + tmp);
    // The file of the JVM's counters would be in the system's temporary directory.
    command.add("-XX:+PerfDisableSharedMem");
    command.add("-cp");
    command.add(launch.classPath() + java.io.File.pathSeparator + ownClasses());
    command.add(ChildMain.class.getName());
    command.addAll(launch.mainAndArguments());
    try {
      Path out = newOut(directory.logs(), name);
      // The files hold what earlier runs have written too.
      List<LogTail> logs =
          List.of(LogTail.fromNow(directory.logs().resolve(name + ".log")), LogTail.fromNow(out));
      Process process =
          new ProcessBuilder(command)
              .directory(directory.path().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
              .start();
      try {
        directory.remember(process.toHandle());
      } catch (RuntimeException e) {
        process.destroyForcibly(); // Nobody would ever stop it.
        throw e;
      }
      return new ChildProcess(component, logs, process);
    } catch (IOException e) {
      throw new StackException("Cannot start the " + name, e);
    }
  }

  /** Programs write little there, but for as long as the directory lives. */
  private static Path newOut(Path logs, String name) throws IOException {
    Path out = logs.resolve(name + ".out");
    if (Files.exists(out) && Files.size(out) > MOST_OUT_BYTES) {
      Files.move(out, logs.resolve(name + ".out.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return out;
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** The way in which the process ended, in words. */
  String endReason() {
    int status = process.exitValue();
    return component == Component.JOB_MANAGER || component == Component.TASK_MANAGER
        ? ExitStatus.describeFlink(status)
        : ExitStatus.describe(status);
  }

  /**
   * The last line since the start that names a problem, else the last one; empty if there is none.
   */
  String lastLogLine() {
    List<String> lines =
        logs.stream()
            .flatMap(log -> log.lines().stream())
            .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
            .toList();
    String last =
        lines.stream()
            .filter(line -> PROBLEM.matcher(line).find())
            .reduce((first, second) -> second)
            .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    return last.length() <= MOST_LINE_CHARS ? last : last.substring(0, MOST_LINE_CHARS) + "…";
  }

  /** Asks the process to end, waits, and kills it if it does not. */
  void stop(Duration grace) {
    requestStop();
    if (!ended(grace)) {
      kill();
    }
  }

  /** Kills the process at once, as a crash would. */
  void kill() {
    process.destroyForcibly();
    if (!ended(KILL_WAIT)) {
      throw new StackException(
          "The " + component.label() + " (pid " + pid() + ") cannot be killed.");
    }
  }

  void requestStop() {
    // Process.destroy() closes the standard input too, at whose end the child halts at once.
    process.toHandle().destroy();
  }

  /** The last lines that the process has logged, for an error message. */
  String logTail() {
    String lines =
        logs.stream()
            .flatMap(log -> log.lines().stream())
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return lines.isBlank() ? "(it wrote no log)" : lines;
  }

  private boolean ended(Duration wait) {
    boolean interrupted = false;
    long end = System.nanoTime() + wait.toNanos();
    try {
      while (true) {
        try {
          return process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The jar or directory of classes that {@link ChildMain} was loaded from. */
  private static String ownClasses() {
    try {
      return Path.of(ChildMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (java.net.URISyntaxException e) {
      throw new StackException("Cannot locate the classes of the local stack", e);
    }
  }
}
