package io.rapport.core.recommendation.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.catalogue.ItemKeys;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitKind;
import io.rapport.core.state.Repacked;
import io.rapport.core.stats.QuantisedVector;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

  private static final EmbeddingSettings SMALL =
      EmbeddingSettings.DEFAULT.with(
          e -> e.dimensions(5).maxItems(1_000).negatives(7).seed(3).knownItems(1_000));

  private static EmbeddingExample example(long time, String item, String... before) {
    long[] hashes = new long[before.length + 1];
    hashes[0] = Hash64.of(item);
    for (int i = 0; i < before.length; i++) {
      hashes[i + 1] = Hash64.of(before[i]);
    }
    return new EmbeddingExample("shop", time, hashes);
  }

  private static EmbeddingExample random(Random random, int items, long time) {
    String[] before = new String[random.nextInt(4)];
    Arrays.setAll(before, i -> "i" + random.nextInt(items));
    return example(time, "i" + random.nextInt(items), before);
  }

  /** The oracle: the same sums one after the other, as doubles, by name. */
  private static final class Oracle {
    private final Map<Long, double[]> vectors = new HashMap<>();
    private final Map<Long, Double> after = new HashMap<>();
    private final Map<Long, Double> before = new HashMap<>();
    private final List<Long> visits = new ArrayList<>();

    private double[] vector(long hash) {
      return vectors.computeIfAbsent(
          hash,
          any -> {
            SplittableRandom random = new SplittableRandom(hash ^ SMALL.seed());
            double[] first = new double[SMALL.dimensions()];
            Arrays.setAll(first, d -> 0.02 * random.nextGaussian());
            return first;
          });
    }

    private static double rate(Map<Long, Double> squares, long hash, double square) {
      double sum = squares.getOrDefault(hash, 0.0) * 0.999 + square / SMALL.dimensions();
      squares.put(hash, sum);
      return SMALL.rate() / (Math.sqrt(sum) + 1e-3);
    }

    void learn(EmbeddingExample example) {
      int n = example.items().length - 1;
      long visited = example.items()[0];
      for (long item : example.items()) {
        vector(item);
      }
      if (n > 0 && !visits.isEmpty()) {
        step(example, n, visited);
      }
      visits.add(visited);
    }

    private void step(EmbeddingExample example, int n, long visited) {
      SplittableRandom random = new SplittableRandom(SMALL.seed() + visits.size());
      List<Long> compared = new ArrayList<>(List.of(visited));
      for (int i = 0; i < SMALL.negatives(); i++) {
        long other = visits.get(random.nextInt(visits.size()));
        if (other != visited) {
          compared.add(other);
        }
      }
      double[] mean = new double[SMALL.dimensions()];
      double all = 2 - Math.pow(0.5, n - 1);
      for (int i = 1; i <= n; i++) {
        add(mean, vector(example.items()[i]), Math.pow(0.5, i - 1) / all);
      }
      double[] likely =
          compared.stream().mapToDouble(c -> Math.exp(dot(mean, vector(c)))).toArray();
      double sum = Arrays.stream(likely).sum();
      double[] gradient = new double[SMALL.dimensions()];
      for (int i = 0; i < likely.length; i++) {
        double slope = likely[i] / sum - (i == 0 ? 1 : 0);
        long item = compared.get(i);
        add(gradient, vector(item), slope);
        add(vector(item), mean, -slope * rate(after, item, slope * slope * dot(mean, mean)));
      }
      for (int i = 1; i <= n; i++) {
        double weight = Math.pow(0.5, i - 1) / all;
        long item = example.items()[i];
        double rate = rate(before, item, weight * weight * dot(gradient, gradient));
        add(vector(item), gradient, -rate * weight);
      }
    }

    private static void add(double[] to, double[] what, double factor) {
      for (int d = 0; d < to.length; d++) {
        to[d] += factor * what[d];
      }
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int d = 0; d < a.length; d++) {
        sum += a[d] * b[d];
      }
      return sum;
    }
  }

  @Property(tries = 50)
  void learnsAsTheSumsSay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int visits) {
    Random random = new Random(seed);
    EmbeddingLearner learner = new EmbeddingLearner(SMALL);
    Oracle oracle = new Oracle();
    for (int i = 0; i < visits; i++) {
      EmbeddingExample example = random(random, 9, i);
      learner.learn(example);
      oracle.learn(example);
    }
    for (int i = 0; i < 9; i++) {
      float[] found = learner.vector("i" + i);
      double[] expected = oracle.vectors.get(Hash64.of("i" + i));
      assertThat(found == null).isEqualTo(expected == null);
      for (int d = 0; found != null && d < found.length; d++) {
        assertThat((double) found[d]).isCloseTo(expected[d], within(2e-3));
      }
    }
  }

  /** The bound is so small that items are evicted and return. */
  @Property(tries = 50)
  void goesOnAfterARestoreAsIfNothingHadHappened(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int visits) {
    EmbeddingSettings settings =
        EmbeddingSettings.DEFAULT.with(
            e ->
                e.dimensions(5).maxItems(12).negatives(7).seed(3).publishSize(5).knownItems(1_000));
    Random random = new Random(seed);
    EmbeddingLearner learner = new EmbeddingLearner(settings);
    EmbeddingLearner interrupted = new EmbeddingLearner(settings);
    for (int i = 0; i < visits; i++) {
      EmbeddingExample example = random(random, 40, i * 300L);
      EmbeddingPublication expected = learner.learn(example);
      if (random.nextInt(4) == 0) {
        interrupted = Repacked.of(EmbeddingLearner.format(settings), interrupted);
      }
      EmbeddingPublication found = interrupted.learn(example);
      assertThat(found == null).isEqualTo(expected == null);
      if (found != null) {
        assertThat(found.packed()).isEqualTo(expected.packed());
      }
      assertThat(interrupted.size()).isEqualTo(learner.size()).isLessThanOrEqualTo(12);
    }
    assertThat(EmbeddingLearner.format(settings).pack(interrupted))
        .isEqualTo(EmbeddingLearner.format(settings).pack(learner));
  }

  /**
   * A ranker has the learner's embeddings, except those too new or too little moved to be
   * published.
   */
  @Property(tries = 50)
  void rankersAreToldWhatHasMovedAndWhatIsForgotten(@ForAll long seed) {
    EmbeddingSettings settings =
        EmbeddingSettings.DEFAULT.with(
            e ->
                e.dimensions(6)
                    .maxItems(15)
                    .negatives(5)
                    .seed(3)
                    .publishIntervalMillis(0)
                    .knownItems(1_000));
    Random random = new Random(seed);
    EmbeddingLearner learner = new EmbeddingLearner(settings);
    EmbeddingTable table = new EmbeddingTable(settings, (number, entries) -> {});
    for (int i = 0; i < 400; i++) {
      EmbeddingPublication publication = learner.learn(random(random, 40, i));
      if (publication != null) {
        assertThat(table.apply(publication)).isTrue();
      }
    }
    assertThat(learner.evictions()).isPositive();
    assertThat(learner.waiting()).isZero();
    int told = 0;
    for (int i = 0; i < 40; i++) {
      float[] vector = learner.vector("i" + i);
      float[] known = vector(table, "i" + i);
      assertThat(known == null || vector != null).isTrue();
      if (known != null) {
        told++;
        double apart = 0;
        for (int d = 0; d < known.length; d++) {
          apart += Math.pow(known[d] - vector[d], 2);
        }
        assertThat(Math.sqrt(apart)).isLessThan(0.1 + 0.02);
      }
    }
    assertThat(told).isEqualTo(table.size()).isGreaterThan(5);
  }

  private static float[] vector(EmbeddingTable table, String item) {
    long key = ItemKeys.key("shop", item);
    byte[] bytes = table.table(key);
    int at = table.find(bytes, key);
    if (at < 0) {
      return null;
    }
    float[] vector = new float[table.dimensions()];
    for (int d = 0; d < vector.length; d++) {
      vector[d] = QuantisedVector.step(bytes, at) * bytes[at + QuantisedVector.VALUES + d];
    }
    return vector;
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int d = 0; d < a.length; d++) {
      product += a[d] * b[d];
      squareA += a[d] * a[d];
      squareB += b[d] * b[d];
    }
    return product / Math.sqrt(squareA * squareB);
  }

  private static double damping(float[] vector) {
    double square = 0;
    for (float value : vector) {
      square += value * value;
    }
    return Math.sqrt(square) / (Math.sqrt(square) + 1);
  }

  /** No visitor goes from one cup to another, and still they are similar. */
  @Test
  void whatIsReachedByTheSameWaysIsNear() {
    EmbeddingLearner learner = new EmbeddingLearner(EmbeddingSettings.DEFAULT);
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String kind = random.nextBoolean() ? "tea" : "bicycle";
      learner.learn(example(i, kind + random.nextInt(5), kind + "-way-" + random.nextInt(5)));
    }
    double alike = 0;
    double unlike = 0;
    for (int i = 1; i < 5; i++) {
      alike += cosine(learner.vector("tea0"), learner.vector("tea" + i)) / 4;
      unlike += cosine(learner.vector("tea0"), learner.vector("bicycle" + i)) / 4;
    }
    assertThat(alike).isGreaterThan(unlike + 0.5);
  }

  @Property(tries = 50)
  void aTableKnowsWhatAMapWouldAlsoAfterARestore(@ForAll long seed) {
    Random random = new Random(seed);
    Map<Integer, byte[]> kept = new HashMap<>();
    EmbeddingTable table = new EmbeddingTable(SMALL, kept::put);
    EmbeddingLearner learner = new EmbeddingLearner(SMALL);
    for (int i = 0; i < 50; i++) {
      EmbeddingPublication publication = learner.learn(random(random, 30, i * 500L));
      if (publication != null) {
        table.apply(publication);
      }
    }
    EmbeddingTable restored = new EmbeddingTable(SMALL, (number, entries) -> {});
    kept.forEach((number, entries) -> assertThat(restored.restoreBucket(number, entries)).isTrue());
    assertThat(restored.size()).isEqualTo(table.size());
    for (int i = 0; i < 30; i++) {
      assertThat(vector(restored, "i" + i)).isEqualTo(vector(table, "i" + i));
    }
  }

  @Test
  void otherDimensionsBeginAnew() {
    EmbeddingSettings wider =
        EmbeddingSettings.DEFAULT.with(
            e ->
                e.dimensions(6)
                    .maxItems(1_000)
                    .negatives(7)
                    .seed(3)
                    .publishIntervalMillis(0)
                    .knownItems(1_000));
    EmbeddingLearner learner = new EmbeddingLearner(SMALL);
    learner.learn(example(1, "a"));
    EmbeddingPublication publication = learner.learn(example(2, "b", "a"));
    assertThat(publication).isNotNull();
    Map<Integer, byte[]> kept = new HashMap<>();
    assertThat(new EmbeddingTable(SMALL, kept::put).apply(publication)).isTrue();
    EmbeddingTable other = new EmbeddingTable(wider, kept::put);
    assertThat(kept).isNotEmpty();
    kept.forEach((number, entries) -> assertThat(other.restoreBucket(number, entries)).isFalse());
    assertThat(other.apply(publication)).isFalse();
    assertThat(other.size()).isZero();
    assertThat(Repacked.of(EmbeddingLearner.format(wider), learner).size()).isZero();
    assertThat(Repacked.of(EmbeddingLearner.format(SMALL), learner).size()).isEqualTo(2);
  }

  @Test
  void whatFindsNoRoomIsCounted() {
    EmbeddingSettings narrow =
        EmbeddingSettings.DEFAULT.with(
            e ->
                e.dimensions(5)
                    .maxItems(1_000)
                    .negatives(7)
                    .seed(3)
                    .publishIntervalMillis(0)
                    .knownItems(2));
    EmbeddingTable table = new EmbeddingTable(narrow, (number, entries) -> {});
    EmbeddingLearner learner = new EmbeddingLearner(narrow);
    learner.learn(example(1, "a"));
    table.apply(learner.learn(example(2, "b", "a", "c", "d")));
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.refused()).isPositive();
  }

  @Test
  void aCandidateIsComparedWithTheSessionAndWithItsLastItem() {
    EmbeddingSettings settings = EmbeddingSettings.DEFAULT;
    EmbeddingLearner learner = new EmbeddingLearner(settings);
    EmbeddingTable table = new EmbeddingTable(settings, (number, entries) -> {});
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      EmbeddingPublication publication = learner.learn(random(random, 10, i * 2_000L));
      if (publication != null) {
        table.apply(publication);
      }
    }
    Visit visit = Events.visit("i1", Events.NOON, "i2", "unknown", "i3").build();
    EmbeddingMatch match = new EmbeddingMatch(2);
    float[] products = {1, 1};
    float[] cosines = {1, 1};
    match.begin(visit, table);
    match.candidate(0, Hash64.of("i4"));
    match.candidate(1, Hash64.of("unknown"));
    match.compare(2, products, cosines);
    float[] mean = new float[settings.dimensions()];
    float[] weights = {1, 0.5f, 0.125f};
    for (int i = 0; i < 3; i++) {
      float[] vector = vector(table, "i" + (i + 1));
      for (int d = 0; d < mean.length; d++) {
        mean[d] += weights[i] / 1.625f * vector[d];
      }
    }
    float[] candidate = vector(table, "i4");
    double product = 0;
    for (int d = 0; d < mean.length; d++) {
      product += mean[d] * candidate[d];
    }
    assertThat((double) products[0]).isCloseTo(product, within(1e-4));
    assertThat((double) cosines[0])
        .isCloseTo(
            cosine(vector(table, "i1"), candidate)
                * damping(vector(table, "i1"))
                * damping(candidate),
            within(1e-4));
    assertThat(products[1]).isZero();
    assertThat(cosines[1]).isZero();
    assertThat(bestOf(Events.visit("unknown", Events.NOON).build(), table)).isZero();
    assertThat(bestOf(visit, new EmbeddingTable(settings, (number, entries) -> {}))).isZero();
  }

  /** The greater of the two matches of item i4. */
  private static float bestOf(Visit visit, EmbeddingTable table) {
    EmbeddingMatch match = new EmbeddingMatch(1);
    float[] product = {1};
    float[] cosine = {1};
    match.begin(visit, table);
    match.candidate(0, Hash64.of("i4"));
    match.compare(1, product, cosine);
    return Math.max(Math.abs(product[0]), Math.abs(cosine[0]));
  }

  @Test
  void onlyVisitsThatCountTeach() {
    EmbeddingSettings half =
        EmbeddingSettings.DEFAULT.with(
            e -> e.dimensions(5).maxItems(1_000).negatives(7).share(0.5).seed(3).knownItems(1_000));
    Visit visit = Events.visit("a", Events.NOON, "b").build();
    assertThat(EmbeddingExample.of(visit, SMALL).items())
        .containsExactly(Hash64.of("a"), Hash64.of("b"));
    assertThat(EmbeddingExample.of(visit, SMALL.off())).isNull();
    assertThat(EmbeddingExample.of(Events.visit("a", Events.NOON).build(), SMALL)).isNull();
    Visit bot =
        Events.visit("a", 1, "b").eventId("e").brokerTime(2).kind(VisitKind.ANSWERED).build();
    assertThat(EmbeddingExample.of(bot, SMALL)).isNull();
    long taught = 0;
    for (int i = 0; i < 1_000; i++) {
      taught +=
          EmbeddingExample.of(Events.visit("a", Events.NOON + i, "b").build(), half) == null
              ? 0
              : 1;
    }
    assertThat(taught).isBetween(400L, 600L);
  }
}
