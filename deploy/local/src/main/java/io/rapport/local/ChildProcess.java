package io.rapport.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of the stack: its start, its log and its end. */
final class ChildProcess {
  private static final int TAIL_BYTES = 16_384;
  private static final int SIGNALLED = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(6, " (ABRT)", 9, " (KILL)", 11, " (SEGV)", 15, " (TERM)");
  private static final Pattern PROBLEM = Pattern.compile("ERROR|FATAL|Exception|Error:");
  private static final int MOST_LINE_CHARS = 300;
  private static final long MOST_OUT_BYTES = 1L << 20;
  private static final int TAIL_LINES = 25;
  private static final Duration KILL_WAIT = Duration.ofSeconds(10);

  private final String name;
  private final Path logs;
  private final Process process;

  private ChildProcess(String name, Path logs, Process process) {
    this.name = name;
    this.logs = logs;
    this.process = process;
  }

  /**
   * Starts a JVM on this JVM's Java.
   *
   * @param name the log files are {@code name.log} (the program's own) and {@code name.out}
   */
  static ChildProcess start(String name, JavaCommand launch, WorkDirectory directory) {
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
      Process process =
          new ProcessBuilder(command)
              .directory(directory.path().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
              .start();
      directory.remember(process.toHandle());
      return new ChildProcess(name, directory.logs(), process);
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
    // Java gives the shell's number for a signal, of which programs leave 129 and above alone.
    int signal = status - SIGNALLED;
    return signal > 0
        ? "signal " + signal + Optional.ofNullable(SIGNALS.get(signal)).orElse("")
        : "exit status " + status;
  }

  /** The last line of the log that names a problem, else the last one; empty if there is none. */
  String lastLogLine() {
    List<String> lines =
        Stream.of(logs.resolve(name + ".log"), logs.resolve(name + ".out"))
            .flatMap(log -> tail(log).lines())
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
      throw new StackException("The " + name + " (pid " + pid() + ") cannot be killed.");
    }
  }

  void requestStop() {
    // Process.destroy() closes the standard input too, at whose end the child halts at once.
    process.toHandle().destroy();
  }

  /** The last lines of the process's log, for an error message. */
  String logTail() {
    String tail = tail(logs.resolve(name + ".log"));
    String out = tail(logs.resolve(name + ".out"));
    return (tail + out).isBlank() ? "(it wrote no log)" : tail + out;
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

  private static String tail(Path log) {
    if (!Files.isReadable(log)) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, file.length())];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()))
          + "\n";
    } catch (IOException e) {
      return "(cannot read " + log + ": " + e.getMessage() + ")\n";
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
