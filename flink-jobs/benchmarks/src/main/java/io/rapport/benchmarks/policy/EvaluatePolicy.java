package io.rapport.benchmarks.policy;

import io.rapport.command.CommandFailedException;
import io.rapport.command.DurationConverter;
import io.rapport.command.connection.KafkaConnectionOptions;
import io.rapport.command.terminal.JsonLine;
import io.rapport.core.recommendation.feedback.Policy;
import io.rapport.core.recommendation.feedback.PolicyEstimator;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Estimates the click-through of other ranking policies from the log: {@code rapport evaluate
 * policy}.
 */
@Command(
    name = "policy",
    description = {
      "Estimate the click-through of other ranking policies from the log of the "
          + "running system: from the recommendations in which one place was drawn with "
          + "known probabilities, and the clicks on them. The estimates are by inverse "
          + "propensity scoring.",
      "Example: evaluate policy --policy logged,best,uniform,greed=50"
    },
    mixinStandardHelpOptions = true)
public final class EvaluatePolicy implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private KafkaConnectionOptions connection;

  @Option(
      names = "--policy",
      split = ",",
      defaultValue = "logged,best,uniform",
      paramLabel = "NAME",
      description = {
        "Policies to estimate: " + Policy.FORMS + ". Default: ${DEFAULT-VALUE}.",
        "logged: as it was drawn; best: the highest score; uniform: evenly; greed=N: by inverse gap"
            + " weighting, as rapport.recommendation.exploration.greed."
      })
  private List<String> names;

  @Option(
      names = "--window",
      converter = DurationConverter.class,
      defaultValue = "30m",
      paramLabel = "D",
      description =
          "Time after a recommendation within which a click on it counts. Default: "
              + "${DEFAULT-VALUE}.")
  private Duration window;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "Site of the recommendations. Default: all sites.")
  private String site;

  @Option(
      names = "--limit",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Most explored recommendations held in memory. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object on the last line.")
  private boolean json;

  /** The result as it is printed as JSON. */
  record Result(
      long recommendations,
      int explored,
      int shown,
      long clicked,
      Map<String, PolicyEstimator.Estimate> policies) {}

  @Override
  public Integer call() {
    Map<String, PolicyEstimator> estimators = estimators();
    PolicyLog log = new PolicyLog(site, window, limit);
    log.read(connection.kafka());
    List<PolicyLog.Trial> trials = log.trials();
    if (trials.isEmpty()) {
      throw new CommandFailedException(
          ("Of %,d recommendations %,d were explored, and none of these was shown: send IMPRESSION"
                  + " and RECOMMENDATION_CLICK events with the recommendationId, and set"
                  + " rapport.recommendation.exploration.share above 0.")
              .formatted(log.recommendations(), log.explored()));
    }
    Map<String, PolicyEstimator.Estimate> estimates = new LinkedHashMap<>();
    estimators.forEach(
        (name, estimator) -> {
          trials.forEach(t -> estimator.add(t.arms(), t.chosen(), t.rewarded() ? 1 : 0));
          estimates.put(name, estimator.estimate());
        });
    long clicked = trials.stream().filter(PolicyLog.Trial::rewarded).count();
    print(
        log, new Result(log.recommendations(), log.explored(), trials.size(), clicked, estimates));
    return 0;
  }

  private Map<String, PolicyEstimator> estimators() {
    Map<String, PolicyEstimator> estimators = new LinkedHashMap<>();
    for (String name : names) {
      try {
        estimators.put(name, new PolicyEstimator(Policy.named(name)));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--policy: " + e.getMessage(), e);
      }
    }
    return estimators;
  }

  private void print(PolicyLog log, Result result) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%,d recommendations, %,d explored, %,d of them shown, %,d clicked%n",
        result.recommendations, result.explored, result.shown, result.clicked);
    if (log.passedOver() > 0) {
      out.printf("%,d explored ones were passed over: see --limit%n", log.passedOver());
    }
    out.printf(
        "%-12s %22s %22s %18s%n", "policy", "clicked (IPS)", "self-normalised", "effective trials");
    result.policies.forEach(
        (name, e) ->
            out.printf(
                "%-12s %12.4f +- %.4f %13.4f +- %.4f %18.0f%n",
                name, e.ips(), e.ipsError(), e.snips(), e.snipsError(), e.effectiveTrials()));
    out.println(
        "+- is half the width of the 95% interval; a policy far from the logged one has few"
            + " effective trials, and its estimate is to be trusted as little as they are.");
    if (json) {
      out.println(JsonLine.of(result));
    }
    out.flush();
  }
}
