package io.rapport.core.support.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.Softmax;
import io.rapport.core.support.settings.ClassifierSettings;
import io.rapport.core.text.Features;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SoftmaxLearnerTest {

  private static final int DIMENSIONS = 32;
  private static final int SHARDS = 4;
  private static final int LABELS = 5;

  /**
   * The oracle: dense AdaGrad on the full weight matrix, the bias as a feature that is always 1.
   */
  private static final class Oracle {
    final double[][] weights = new double[LABELS][DIMENSIONS + 1];
    final double[][] squares = new double[LABELS][DIMENSIONS + 1];

    double[] logits(double[] x) {
      double[] logits = new double[LABELS];
      for (int k = 0; k < LABELS; k++) {
        for (int j = 0; j < x.length; j++) {
          logits[k] += weights[k][j] * x[j];
        }
      }
      return logits;
    }

    void learn(double[] x, int label) {
      double[] probabilities = Softmax.probabilities(logits(x), 1);
      for (int k = 0; k < LABELS; k++) {
        for (int j = 0; j < x.length; j++) {
          double gradient = (probabilities[k] - (k == label ? 1 : 0)) * x[j];
          squares[k][j] += gradient * gradient;
          if (x[j] != 0) {
            weights[k][j] -= 0.5 * gradient / Math.sqrt(0.01 + squares[k][j]);
          }
        }
      }
    }
  }

  @Property(tries = 50)
  void learnsAsDenseAdaGradDoes(@ForAll long seed, @ForAll @IntRange(max = 40) int examples) {
    SoftmaxLearner learner = learner(100_000, 0);
    Oracle oracle = new Oracle();
    Random random = new Random(seed);
    for (int i = 0; i < examples; i++) {
      Features features = features(random);
      int label = random.nextInt(LABELS);
      learner.learn(features, label, LABELS);
      oracle.learn(dense(features), label);
    }
    Features features = features(random);
    double[] expected = oracle.logits(dense(features));
    double[] logits = learner.weights().logits(features, LABELS);
    for (int k = 0; k < LABELS; k++) {
      assertThat(logits[k]).isCloseTo(expected[k], within(1e-3));
      double contributed =
          Arrays.stream(learner.weights().contributions(features, k)).sum()
              + learner.weights().biases().weight(k);
      assertThat(contributed).isCloseTo(logits[k], within(1e-5));
    }
  }

  @Property(tries = 50)
  void shardsHoldTheWholeModel(@ForAll long seed) {
    SoftmaxLearner learner = trained(seed, 30, 100_000);
    SoftmaxWeights copy = new SoftmaxWeights(DIMENSIONS, SHARDS);
    copy.setBiases(learner.weights().biases());
    for (int shard = 0; shard < SHARDS; shard++) {
      PackedWriter out = PackedWriter.versioned(1);
      learner.weights().writeShard(shard, out, false);
      copy.readShard(shard, PackedReader.open(out.toBytes(), 1, "softmax learner"), false);
    }
    Features features = features(new Random(seed + 1));
    assertThat(copy.logits(features, LABELS))
        .containsExactly(learner.weights().logits(features, LABELS));
    assertThat(copy.entries()).isEqualTo(learner.weights().entries());
  }

  @Property(tries = 50)
  void onlyTouchedShardsChange(@ForAll long seed) {
    BitSet changed = new BitSet();
    SoftmaxWeights weights = new SoftmaxWeights(DIMENSIONS, SHARDS);
    SoftmaxLearner learner = new SoftmaxLearner(weights, settings(100_000, 0), changed);
    Features features = features(new Random(seed));
    learner.learn(features, 0, LABELS);
    BitSet expected = new BitSet();
    Arrays.stream(features.indices()).forEach(feature -> expected.set(feature % SHARDS));
    assertThat(changed).isEqualTo(expected);
  }

  @Property(tries = 50)
  void keepsTheLargestWeightsWithinTheBound(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 60) int most) {
    SoftmaxLearner learner = trained(seed, 60, 100_000);
    SoftmaxWeights weights = learner.weights();
    float[] before = magnitudes(weights);
    weights.prune(most);
    float[] after = magnitudes(weights);
    assertThat(weights.entries()).isEqualTo(after.length).isLessThanOrEqualTo(most);
    List<Float> largest = boxed(before).subList(before.length - after.length, before.length);
    assertThat(boxed(after)).isEqualTo(largest);
  }

  @Test
  void prunesByItselfWhenItGrowsTooLarge() {
    assertThat(trained(1, 200, 50).weights().entries()).isLessThanOrEqualTo(50);
  }

  @Test
  void leavesAloneWhatIsNearlyRight() {
    SoftmaxLearner careful = learner(100_000, 0.3);
    Features features = features(new Random(3));
    careful.learn(features, 2, LABELS);
    // Each of five labels had probability 0.2, so only the right one was wrong by more than 0.3.
    assertThat(careful.weights().entries()).isEqualTo(features.size());
  }

  @Test
  void refusesShardsThatDoNotDivide() {
    assertThatThrownBy(() -> new SoftmaxWeights(32, 5))
        .hasMessage("shards must be a power of two but is 5");
  }

  private static SoftmaxLearner trained(long seed, int examples, int maxWeights) {
    SoftmaxLearner learner = learner(maxWeights, 0);
    Random random = new Random(seed);
    for (int i = 0; i < examples; i++) {
      learner.learn(features(random), random.nextInt(LABELS), LABELS);
    }
    return learner;
  }

  private static SoftmaxLearner learner(int maxWeights, double tolerance) {
    SoftmaxWeights weights = new SoftmaxWeights(DIMENSIONS, SHARDS);
    return new SoftmaxLearner(weights, settings(maxWeights, tolerance), new BitSet());
  }

  private static ClassifierSettings settings(int maxWeights, double tolerance) {
    return ClassifierSettings.DEFAULT.with(
        c ->
            c.maxLabels(LABELS)
                .rate(0.5f)
                .initialSquare(0.01f)
                .tolerance(tolerance)
                .replays(0)
                .reservoir(1)
                .maxWeights(maxWeights)
                .shards(SHARDS)
                .window(10)
                .riskTarget(1)
                .minimumConfidence(0));
  }

  private static Features features(Random random) {
    int[] indices = random.ints(0, DIMENSIONS).distinct().limit(6).sorted().toArray();
    float[] values = new float[indices.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.2 + random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
    }
    return new Features(indices, values);
  }

  private static double[] dense(Features features) {
    double[] x = new double[DIMENSIONS + 1];
    x[DIMENSIONS] = 1;
    for (int i = 0; i < features.size(); i++) {
      x[features.indices()[i]] = features.values()[i];
    }
    return x;
  }

  private static float[] magnitudes(SoftmaxWeights weights) {
    float[] magnitudes = new float[DIMENSIONS * LABELS];
    int size = 0;
    for (int shard = 0; shard < SHARDS; shard++) {
      PackedWriter out = PackedWriter.versioned(1);
      weights.writeShard(shard, out, false);
      PackedReader in = PackedReader.open(out.toBytes(), 1, "softmax learner");
      for (int row = in.readVarint(); row > 0; row--) {
        in.readVarint();
        size = WeightRow.read(in, false).magnitudes(magnitudes, size);
      }
    }
    float[] found = Arrays.copyOf(magnitudes, size);
    Arrays.sort(found);
    return found;
  }

  private static List<Float> boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return Arrays.asList(boxed);
  }
}
