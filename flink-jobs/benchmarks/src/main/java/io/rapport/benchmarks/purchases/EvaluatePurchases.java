package io.rapport.benchmarks.purchases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.benchmarks.evaluation.SessionModel;
import io.rapport.command.terminal.Progress;
import io.rapport.core.recommendation.content.TextEmbedding;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.jobs.recommendation.item.MiniLm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Predicts the next purchase in a recorded shop: {@code rapport evaluate purchases}. */
@Command(
    name = "purchases",
    description = {
      "Predict each purchase of a recorded shop before it is learned. The baselines "
          + "of the same run are popularity, trending items (half-life a week), recency "
          + "(the user's cart, then the items touched last) and item-based nearest "
          + "neighbours.",
      "The columns 'new' are of items that the user had not touched before; items "
          + "touched before are taken out of each list.",
      "Example: evaluate purchases --file events.csv.gz"
    },
    mixinStandardHelpOptions = true)
public final class EvaluatePurchases implements Callable<Integer> {

  /** Long enough for 20 to be left when what a user has touched is taken out. */
  private static final int SIZE = 100;

  private static final List<SessionModel> USUAL_MODELS =
      List.of(SessionModel.CO_OCCURRENCE, SessionModel.FIXED, SessionModel.BLEND);

  private static final List<SessionModel> EVERY_MODEL =
      List.of(
          SessionModel.TRENDING,
          SessionModel.CO_OCCURRENCE,
          SessionModel.SESSIONS,
          SessionModel.CONTENT,
          SessionModel.BOUGHT_TOGETHER,
          SessionModel.FIXED,
          SessionModel.BLEND_WITHOUT_CONTENT,
          SessionModel.BLEND_WITHOUT_ORDERS,
          SessionModel.WITHOUT_EMBEDDING,
          SessionModel.BLEND);

  @Spec private CommandSpec spec;

  @Option(
      names = "--file",
      required = true,
      paramLabel = "CSV",
      description =
          "Events (timestamp,user_id,item_id,event: view, cart or buy) or invoices "
              + "(InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country), "
              + "plain or gzipped, in the order of time.")
  private Path file;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1",
      description = "Predict every Nth purchase only; all are learned. Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--ablation",
      description =
          "Also run each source of the engine alone, and the learned blend without one of them.")
  private boolean ablation;

  @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (every < 1) {
      throw new ParameterException(spec.commandLine(), "--every must be at least 1.");
    }
    List<ShopStep> steps = read();
    Map<String, PurchaseEvaluation> results = new LinkedHashMap<>();
    models(steps)
        .forEach(
            (name, predictor) -> {
              PurchaseEvaluation evaluation = new PurchaseEvaluation(predictor.get(), every);
              try (Progress bar = Progress.of(name, "steps", steps.size())) {
                evaluation.run(steps, bar::step);
              }
              results.put(name, evaluation);
            });
    print(results);
    return 0;
  }

  private Map<String, Supplier<PurchasePredictor>> models(List<ShopStep> steps) {
    boolean reads = steps.stream().anyMatch(step -> step.kind() == ShopStep.Kind.LISTED);
    TextEmbedding embedding = reads ? new RememberedEmbedding(MiniLm.shared()) : null;
    Map<String, Supplier<PurchasePredictor>> models = new LinkedHashMap<>();
    models.put("popularity", () -> new Popularity(SIZE, 0));
    models.put("trending", () -> new Popularity(SIZE, Duration.ofDays(7).toMillis()));
    models.put("recency", () -> new Recency(SIZE));
    models.put("item-knn", () -> new ItemKnn(SIZE));
    for (SessionModel model : ablation ? EVERY_MODEL : USUAL_MODELS) {
      // The name of trending alone is taken by what is bought, which is not the engine's.
      String name = model == SessionModel.TRENDING ? "engine-trending" : model.label();
      models.put(name, () -> new RapportPredictor(model.of(settings()), embedding));
    }
    return models;
  }

  /** The jobs' own settings, but with every item allowed and every click learned from. */
  private static RecommendationSettings settings() {
    return RecommendationSettings.DEFAULT.with(
        s ->
            s.exploration(ExplorationSettings.OFF)
                .blend(BlendSettings.DEFAULT.withExampleShare(1))
                .ranking(
                    RankingSettings.DEFAULT
                        .withSeenFilter(SeenFilter.NONE)
                        .withBoughtItems(0)
                        .withSize(SIZE)));
  }

  private List<ShopStep> read() throws IOException {
    try {
      return ShopFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void print(Map<String, PurchaseEvaluation> results) {
    PrintWriter out = spec.commandLine().getOut();
    PurchaseEvaluation any = results.values().iterator().next();
    out.printf(
        "%,d purchases predicted, %,d of them of new items%n",
        any.all().predictions(), any.discovered().predictions());
    out.printf("%-22s %8s %8s %10s %10s%n", "model", "hr20", "mrr20", "new hr20", "new mrr20");
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("purchases", any.all().predictions());
    object.put("new_purchases", any.discovered().predictions());
    ObjectNode models = object.putObject("models");
    results.forEach(
        (name, result) -> {
          out.printf(
              Locale.ROOT,
              "%-22s %8.4f %8.4f %10.4f %10.4f%n",
              name,
              result.all().hitRate(),
              result.all().meanReciprocalRank(),
              result.discovered().hitRate(),
              result.discovered().meanReciprocalRank());
          models
              .putObject(name)
              .put("hr20", result.all().hitRate())
              .put("mrr20", result.all().meanReciprocalRank())
              .put("new_hr20", result.discovered().hitRate())
              .put("new_mrr20", result.discovered().meanReciprocalRank());
        });
    if (json) {
      out.println(object);
    }
    out.flush();
  }
}
