package io.rapport.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.core.recommendation.CountingSettings;
import io.rapport.core.recommendation.RankingSettings;
import io.rapport.core.recommendation.RecommendationSettings;
import io.rapport.core.recommendation.SeenFilter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rapport evaluate sessions}: next-item prediction on recorded sessions. */
@Command(
    name = "sessions",
    description = "Predict the next item of recorded sessions: HR@20 and MRR@20.",
    mixinStandardHelpOptions = true)
public final class EvaluateSessions implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--train",
      required = true,
      paramLabel = "FILE",
      description = "Sessions to learn from: item ids separated by spaces, one session a line.")
  private Path train;

  @Option(
      names = "--test",
      required = true,
      paramLabel = "FILE",
      description = "Sessions to predict, in the same form. Both may be gzipped.")
  private Path test;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Predict the first N test sessions only.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--prequential",
      description = "Learn from each test session, too, after it was predicted.")
  private boolean prequential;

  @Option(
      names = "--interval",
      paramLabel = "MILLIS",
      defaultValue = "2000",
      description =
          "Time taken to pass from one session to the next, because the files carry no times"
              + " (default: ${DEFAULT-VALUE} ms).")
  private long interval;

  @Option(
      names = "--half-life",
      paramLabel = "HOURS",
      description = "Time in which what was counted falls to half (default: the jobs' own).")
  private Long halfLife;

  @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
  private boolean json;

  @Override
  public Integer call() {
    List<List<String>> learned = read(train, Long.MAX_VALUE);
    List<List<String>> predicted = read(test, limit);
    long start = System.nanoTime();
    SessionEvaluation evaluation = evaluate(learned, predicted);
    double seconds = (System.nanoTime() - start) / 1e9;
    print(evaluation, evaluation.events() / seconds);
    return 0;
  }

  private List<List<String>> read(Path file, long most) {
    try {
      return SessionFile.read(file, most);
    } catch (NoSuchFileException e) {
      throw new ParameterException(spec.commandLine(), "There is no file " + file + ".", e);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "Cannot read sessions: " + e.getMessage() + ".", e);
    }
  }

  private SessionEvaluation evaluate(List<List<String>> learned, List<List<String>> predicted) {
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("sessions")
            .setInitialMax(learned.size() + predicted.size())
            .setUpdateIntervalMillis(500)
            .showSpeed()
            .build()) {
      SessionEvaluation evaluation =
          new SessionEvaluation(settings(), interval, prequential, bar::step);
      bar.setExtraMessage("learning");
      evaluation.train(learned);
      bar.setExtraMessage("predicting");
      evaluation.test(predicted);
      return evaluation;
    }
  }

  /** The jobs' own settings, but with every item allowed: the protocol counts repeats. */
  private RecommendationSettings settings() {
    CountingSettings counting =
        halfLife == null
            ? CountingSettings.DEFAULT
            : CountingSettings.DEFAULT.withHalfLife(Duration.ofHours(halfLife).toMillis());
    return RecommendationSettings.DEFAULT
        .with(counting)
        .with(RankingSettings.DEFAULT.withSeenFilter(SeenFilter.NONE));
  }

  private void print(SessionEvaluation evaluation, double eventsPerSecond) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "hr20               %.4f%n", evaluation.hitRate());
    out.printf(Locale.ROOT, "mrr20              %.4f%n", evaluation.meanReciprocalRank());
    out.printf(Locale.ROOT, "predictions        %d%n", evaluation.predictions());
    out.printf(Locale.ROOT, "events_per_second  %.0f%n", eventsPerSecond);
    if (json) {
      ObjectNode object = new ObjectMapper().createObjectNode();
      object.put("hr20", evaluation.hitRate());
      object.put("mrr20", evaluation.meanReciprocalRank());
      object.put("predictions", evaluation.predictions());
      object.put("events_per_second", eventsPerSecond);
      out.println(object);
    }
    out.flush();
  }
}
