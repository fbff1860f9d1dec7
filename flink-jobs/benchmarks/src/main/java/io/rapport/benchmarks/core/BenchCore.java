package io.rapport.benchmarks.core;

import io.rapport.command.terminal.JsonLine;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the algorithms alone, by JMH: {@code rapport bench core}. */
@Command(
    name = "core",
    description =
        "Measure the algorithms alone, without Flink and Kafka, in microseconds an "
            + "event (JMH).",
    mixinStandardHelpOptions = true)
public final class BenchCore implements Callable<Integer> {

  private static final String PACKAGE = BenchCore.class.getPackageName() + ".";

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      defaultValue = "",
      paramLabel = "REGEX",
      description = "Run only the benchmarks whose name contains this expression.")
  private String only;

  @Option(
      names = "--quick",
      description = "Run one short iteration of each, which shows that they run but not how fast.")
  private boolean quick;

  @Option(names = "--json", description = "Print one JSON object on the last line.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Double> micros = new TreeMap<>();
    for (RunResult result : run()) {
      String name = name(result);
      double score = result.getPrimaryResult().getScore();
      micros.put(name, score);
      out.printf(
          "%-45s %10.2f us (99.9%% within %.2f)%n",
          name, score, result.getPrimaryResult().getScoreError());
    }
    if (json) {
      out.println(JsonLine.of(micros));
    }
    out.flush();
    return 0;
  }

  private Collection<RunResult> run() throws RunnerException {
    try {
      return new Runner(options().build()).run();
    } catch (NoBenchmarksException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--only: no benchmark's name contains '%s'. There are %s."
              .formatted(only, String.join(", ", names())),
          e);
    }
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    OutputFormat nowhere =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            VerboseMode.SILENT);
    BenchmarkList.defaultList().getAll(nowhere, List.of()).stream()
        .map(BenchmarkListEntry::getUsername)
        .filter(name -> name.startsWith(PACKAGE))
        .map(name -> name.substring(PACKAGE.length()))
        .forEach(names::add);
    return names;
  }

  private ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            // One of ours that also contains what is asked for.
            .include("^(?=" + Pattern.quote(PACKAGE) + ").*" + only)
            .verbosity(json ? VerboseMode.SILENT : VerboseMode.NORMAL);
    return quick
        ? options
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(50))
        : options;
  }

  private static String name(RunResult result) {
    String method = result.getParams().getBenchmark();
    String shortName = method.substring(PACKAGE.length());
    StringBuilder name = new StringBuilder(shortName);
    for (String key : result.getParams().getParamsKeys()) {
      name.append(' ').append(key).append('=').append(result.getParams().getParam(key));
    }
    return name.toString();
  }
}
