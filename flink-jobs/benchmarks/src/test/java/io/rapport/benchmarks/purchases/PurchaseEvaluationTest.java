package io.rapport.benchmarks.purchases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.benchmarks.evaluation.SessionModel;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PurchaseEvaluationTest {

  private static ShopStep buy(String user, String item, long time) {
    return ShopStep.of(user, item, time, ShopStep.Kind.ORDER, true);
  }

  private static ShopStep view(String user, String item, long time) {
    return ShopStep.of(user, item, time, ShopStep.Kind.VIEW, false);
  }

  @Test
  void readsBothForms(@TempDir Path directory) throws IOException {
    Path events = directory.resolve("events.csv");
    Files.writeString(events, "timestamp,user_id,item_id,event\n7,u,i,view\n8,u,i,buy\n");
    assertThat(ShopFile.read(events)).containsExactly(view("u", "i", 7_000), buy("u", "i", 8_000));
    Path invoices = directory.resolve("invoices.csv");
    Files.writeString(
        invoices,
        """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        1,A,x,1,1970-01-01 00:00:00,1,c,UK
        1,B,x,1,1970-01-01 00:00:00,1,c,UK
        C2,A,x,-1,1970-01-02 00:00:00,1,,UK
        """);
    assertThat(ShopFile.read(invoices))
        .containsExactly(
            ShopStep.listed("A", "x", 0),
            ShopStep.of("c", "A", 1_000, ShopStep.Kind.CART, true),
            ShopStep.listed("B", "x", 0),
            ShopStep.of("c", "B", 2_000, ShopStep.Kind.CART, true),
            new ShopStep("c", List.of("A", "B"), 3_000, ShopStep.Kind.ORDER, false, null),
            new ShopStep(
                "invoice-C2", List.of("A"), 86_402_000, ShopStep.Kind.RETURN, false, null));
    Path other = directory.resolve("other.csv");
    Files.writeString(other, "a,b\n1,2\n");
    assertThatThrownBy(() -> ShopFile.read(other)).hasMessageContaining("user_id");
  }

  @Test
  void countsBeforeItLearnsAndTakesOutWhatWasTouched() {
    PurchaseEvaluation evaluation = new PurchaseEvaluation(new Popularity(100, 0), 1);
    evaluation.run(
        List.of(
            buy("u", "a", 1), // nothing is known yet
            view("v", "a", 2),
            buy("v", "a", 3), // first of all, and no discovery
            buy("w", "b", 4), // not known yet
            buy("x", "b", 5)), // second of all
        () -> {});
    assertThat(evaluation.all().predictions()).isEqualTo(4);
    assertThat(evaluation.all().hitRate()).isCloseTo(0.5, within(1e-9));
    assertThat(evaluation.all().meanReciprocalRank()).isCloseTo(1.5 / 4, within(1e-9));
    assertThat(evaluation.discovered().predictions()).isEqualTo(3);
    assertThat(evaluation.discovered().hitRate()).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void whatIsTrendingFades() {
    Popularity trending = new Popularity(2, 1_000);
    for (int i = 0; i < 5; i++) {
      trending.learn(buy("u", "old", i));
    }
    trending.learn(buy("u", "new", 2_000));
    trending.learn(buy("u", "new", 2_001));
    assertThat(trending.predict("u", 2_001)).containsExactly("new", "old");
    // Far beyond what an exponent can hold.
    trending.learn(buy("u", "newest", 10_000_000));
    assertThat(trending.predict("u", 10_000_000).get(0)).isEqualTo("newest");
  }

  @Test
  void whatIsInTheCartIsTheMostRecentThenWhatWasTouched() {
    Recency recency = new Recency(3);
    assertThat(recency.predict("u", 0)).isEmpty();
    recency.learn(view("u", "a", 1));
    recency.learn(ShopStep.of("u", "b", 2, ShopStep.Kind.CART, false));
    recency.learn(ShopStep.of("u", "c", 3, ShopStep.Kind.CART, false));
    recency.learn(view("u", "d", 4));
    recency.learn(view("v", "e", 5));
    assertThat(recency.predict("u", 5)).containsExactly("c", "b", "d");
    recency.learn(buy("u", "c", 6));
    recency.learn(view("u", "b", 7));
    assertThat(recency.predict("u", 7)).containsExactly("b", "c", "d");
  }

  private static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /** The cosine of the users of two items, from all that happened. */
  @ParameterizedTest
  @MethodSource("seeds")
  void neighboursAreThoseOfTheDefinition(long seed) {
    Random random = new Random(seed);
    ItemKnn knn = new ItemKnn(3);
    Map<String, Set<String>> users = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (int n = 0; n < 60; n++) {
      String user = "u" + random.nextInt(8);
      String item = "i" + random.nextInt(9);
      knn.learn(view(user, item, n));
      users.computeIfAbsent(item, any -> new HashSet<>()).add(user);
      if (user.equals("u0")) {
        order.remove(item);
        order.add(item);
      }
    }
    Map<String, Double> scores = new HashMap<>();
    for (String item : order) {
      for (String other : users.keySet()) {
        Set<String> both = new HashSet<>(users.get(item));
        both.retainAll(users.get(other));
        if (!other.equals(item) && !both.isEmpty()) {
          double norm = Math.sqrt((double) users.get(item).size() * users.get(other).size());
          scores.merge(other, both.size() / norm, Double::sum);
        }
      }
    }
    List<Double> best =
        scores.values().stream().sorted((a, b) -> Double.compare(b, a)).limit(3).toList();
    List<Double> found = knn.predict("u0", 60).stream().map(scores::get).toList();
    assertThat(found).hasSameSizeAs(best);
    for (int i = 0; i < best.size(); i++) {
      assertThat(found.get(i)).isCloseTo(best.get(i), within(1e-9));
    }
  }

  @Test
  void theEnginePredictsWhatFollowed() {
    PurchasePredictor engine =
        new RapportPredictor(SessionModel.CO_OCCURRENCE.of(RecommendationSettings.DEFAULT), null);
    for (int user = 0; user < 5; user++) {
      engine.learn(view("u" + user, "a", user * 10_000L));
      engine.learn(view("u" + user, "b", user * 10_000L + 1));
    }
    engine.learn(view("new", "a", 100_000));
    assertThat(engine.predict("new", 100_001)).contains("b");
    engine.learn(buy("other", "c", 100_002));
    assertThat(engine.predict("stranger", 100_003)).containsExactly("c");
  }

  @Test
  void theEnginePredictsWhatReadsAlikeBeforeAnybodyLookedAtIt() {
    PurchasePredictor engine =
        new RapportPredictor(SessionModel.CONTENT.of(RecommendationSettings.DEFAULT), null);
    engine.learn(ShopStep.listed("a", "red garden lantern with candle", 1));
    engine.learn(ShopStep.listed("b", "blue garden lantern with candle", 2));
    engine.learn(ShopStep.listed("c", "stainless steel kitchen knife", 3));
    engine.learn(view("u", "a", 10_000));
    assertThat(engine.predict("u", 10_001)).containsExactly("b");
  }
}
