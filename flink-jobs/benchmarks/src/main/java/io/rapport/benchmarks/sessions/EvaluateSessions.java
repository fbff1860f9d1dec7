package io.rapport.benchmarks.sessions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.benchmarks.evaluation.HitRate;
import io.rapport.benchmarks.evaluation.SessionModel;
import io.rapport.command.terminal.Progress;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CountingSettings;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.stats.ForwardDecay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Predicts the next item of recorded sessions: {@code rapport evaluate sessions}. */
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

  @ArgGroup(multiplicity = "1")
  private Predicted predicted;

  /** The sessions to predict: another file, or the end of the same. */
  static final class Predicted {

    @Option(
        names = "--test",
        required = true,
        paramLabel = "FILE",
        description = "Sessions to predict, in the same form. Both may be gzipped.")
    private Path test;

    @Option(
        names = "--hold-out",
        required = true,
        paramLabel = "SHARE",
        description =
            "Predict this share of the training sessions, the last ones, and do not learn "
                + "it: for choosing settings without a look at the test.")
    private double holdOut;
  }

  @Option(
      names = "--models",
      paramLabel = "NAMES",
      defaultValue = "blend",
      description =
          "Models to compare, separated by commas: trending, cooccurrence, knn, fixed "
              + "(both, nothing learned), learned-cooccurrence, learned-knn, "
              + "blend-without-embedding, blend, or all. Default: ${DEFAULT-VALUE}.")
  private String models;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description =
          "Predict the training sessions as well, each before it is learned, and draw "
              + "their hit rate as a PNG image.")
  private Path plot;

  @Option(
      names = "--examples",
      paramLabel = "SHARE",
      defaultValue = "1",
      description = "Share of the clicks that the blend learns from. Default: ${DEFAULT-VALUE}.")
  private double examples;

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
          "Milliseconds between the starts of two sessions, of which the files say "
              + "nothing. Default: ${DEFAULT-VALUE}.")
  private long interval;

  @Option(
      names = "--half-life",
      paramLabel = "HOURS",
      description = "Half-life of the counts. Default: that of the jobs.")
  private Long halfLife;

  @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
  private boolean json;

  /** The result of one model. */
  private record Result(SessionModel model, SessionEvaluation evaluation, double eventsPerSecond) {}

  @Override
  public Integer call() {
    List<SessionModel> compared = models();
    List<List<String>> learned = read(train, Long.MAX_VALUE);
    List<List<String>> asked;
    if (predicted.test != null) {
      asked = read(predicted.test, limit);
    } else {
      int kept = learned.size() - (int) Math.round(learned.size() * holdOut());
      asked = learned.subList(kept, kept + (int) Math.min(learned.size() - kept, limit));
      learned = learned.subList(0, kept);
    }
    List<Result> results = new ArrayList<>();
    for (SessionModel model : compared) {
      results.add(evaluate(model, learned, asked));
    }
    print(results);
    draw(results);
    return 0;
  }

  private List<SessionModel> models() {
    try {
      return SessionModel.of(models);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private double holdOut() {
    if (!(predicted.holdOut > 0 && predicted.holdOut < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--hold-out must be between 0 and 1, not " + predicted.holdOut + ".");
    }
    return predicted.holdOut;
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

  private Result evaluate(
      SessionModel model, List<List<String>> learned, List<List<String>> asked) {
    try (Progress bar = Progress.of(model.label(), "sessions", learned.size() + asked.size())) {
      long start = System.nanoTime();
      SessionEvaluation evaluation =
          new SessionEvaluation(
              model.of(settings()), interval, prequential, plot != null, bar::step);
      bar.phase("learning");
      evaluation.train(learned);
      bar.phase("predicting");
      evaluation.test(asked);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Result(model, evaluation, evaluation.events() / seconds);
    }
  }

  /** The jobs' own settings, but with every item allowed: the protocol counts repeats. */
  private RecommendationSettings settings() {
    CountingSettings counting =
        halfLife == null
            ? CountingSettings.DEFAULT
            : CountingSettings.DEFAULT.withDecay(
                ForwardDecay.halfLife(Duration.ofHours(halfLife).toMillis()));
    return RecommendationSettings.DEFAULT.with(
        s ->
            s.counting(counting)
                .exploration(ExplorationSettings.OFF)
                .blend(BlendSettings.DEFAULT.withExampleShare(examples))
                .ranking(RankingSettings.DEFAULT.withSeenFilter(SeenFilter.NONE)));
  }

  private void print(List<Result> results) {
    PrintWriter out = spec.commandLine().getOut();
    if (results.size() > 1) {
      out.printf("%-24s %8s %8s %10s%n", "model", "hr20", "mrr20", "events/s");
      for (Result result : results) {
        HitRate tested = result.evaluation().tested();
        out.printf(
            Locale.ROOT,
            "%-24s %8.4f %8.4f %10.0f%n",
            result.model().label(),
            tested.hitRate(),
            tested.meanReciprocalRank(),
            result.eventsPerSecond());
      }
    }
    Result main = results.get(results.size() - 1);
    HitRate tested = main.evaluation().tested();
    out.printf(Locale.ROOT, "hr20               %.4f%n", tested.hitRate());
    out.printf(Locale.ROOT, "mrr20              %.4f%n", tested.meanReciprocalRank());
    out.printf(Locale.ROOT, "predictions        %d%n", tested.predictions());
    out.printf(Locale.ROOT, "events_per_second  %.0f%n", main.eventsPerSecond());
    if (json) {
      ObjectNode object = object(main);
      ObjectNode all = object.putObject("models");
      results.forEach(result -> all.set(result.model().label(), object(result)));
      out.println(object);
    }
    out.flush();
  }

  private static ObjectNode object(Result result) {
    HitRate tested = result.evaluation().tested();
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("hr20", tested.hitRate());
    object.put("mrr20", tested.meanReciprocalRank());
    object.put("predictions", tested.predictions());
    object.put("events_per_second", result.eventsPerSecond());
    return object;
  }

  private void draw(List<Result> results) {
    if (plot == null) {
      return;
    }
    LearningCurve curve = new LearningCurve();
    results.forEach(r -> curve.add(r.model().label(), r.evaluation().onTheWay()));
    try {
      curve.write(plot);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "Cannot write the plot: " + e.getMessage() + ".", e);
    }
  }
}
