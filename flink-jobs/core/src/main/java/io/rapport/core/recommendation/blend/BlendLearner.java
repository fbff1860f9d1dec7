package io.rapport.core.recommendation.blend;

import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.Softmax;
import java.util.Arrays;
import java.util.Random;

/**
 * Learns a site's {@link BlendModel} online. Each example is one step of AdaGrad (Duchi, Hazan,
 * Singer, JMLR 2011) on the listwise cross-entropy of the clicked candidate (ListNet's top-one
 * loss: Cao et al., ICML 2007). The learner also tracks the features' means and deviations, so that
 * no shop has to configure them. Squared gradients decay slowly, so that learning never stops. The
 * initial weights are those of the fixed blend and small random ones of the seed: the same examples
 * give the same model. Not thread-safe.
 */
public final class BlendLearner {

  /** The number of slots with a position bias of their own; lower slots share the last one. */
  private static final int PLACES = 32;

  private static final double SLOWEST_MEAN = 1e-4;

  /**
   * The least rate of the moving average that is published, so that it follows within hundreds of
   * examples.
   */
  private static final double SLOWEST_AVERAGE = 2e-3;

  private static final double KEPT_SQUARES = 1 - 1e-6;
  private static final double LEAST_DEVIATION = 1e-3;
  private static final double LEAST_ROOT = 1e-2;

  /** The slope below which a candidate is skipped. */
  private static final double TOLERANCE = 1e-4;

  private static final int FEATURES = Feature.COUNT;

  /**
   * The features before those of texts and orders. The two sets draw their initial weights apart,
   * so that a shop without texts and orders learns the same.
   */
  private static final int FIRST = Feature.WITHOUT_TEXTS_AND_ORDERS;

  /** The features that are the same for all candidates. */
  private static final int[] ALIKE =
      Feature.of(Feature.Group.VISIT).stream().mapToInt(Feature::column).toArray();

  private final BlendSettings settings;
  private final int units;
  private final double[] means = new double[FEATURES];
  private final double[] variances = new double[FEATURES];
  // All weights in one array: the linear part; then each unit's weights, bias and output; then the
  // position bias of each slot, and the bias of choosing nothing.
  private final double[] weights;
  private final double[] averages; // of the weights, over the last examples
  private final double[] squares;
  private final double[] gradient;
  private long learned;
  private long version;
  private Features features = new Features(0);

  public BlendLearner(BlendSettings settings) {
    this.settings = settings;
    this.units = settings.units();
    int parameters = from(units) + PLACES + 1;
    this.weights = new double[parameters];
    this.averages = new double[parameters];
    this.squares = new double[parameters];
    this.gradient = new double[parameters];
    Arrays.fill(variances, 1);
    start();
  }

  private void start() {
    weights[Feature.SIMILARITY.column()] = 1;
    weights[Feature.NEIGHBOURS.column()] = 0.5;
    Random random = new Random(settings.seed());
    Random later = new Random(settings.seed() + 1);
    for (int unit = 0; unit < units; unit++) {
      int from = from(unit);
      for (int f = 0; f < FEATURES; f++) {
        weights[from + f] = (f < FIRST ? random : later).nextGaussian() * 0.6 / Math.sqrt(FIRST);
      }
      weights[from + FEATURES + 1] = random.nextGaussian() * 0.1;
    }
    copy(weights, averages);
  }

  private static int from(int unit) {
    return FEATURES + unit * (FEATURES + 2);
  }

  /** Takes one gradient step on one example. */
  public void learn(BlendExample example) {
    int n = example.candidates();
    boolean shown = example.slots() != null;
    if (n < (shown ? 1 : 2) || example.clicked() >= n) {
      return;
    }
    if (features.capacity() < n) {
      features = new Features(n);
    }
    example.read(features);
    BlendModel model = model(weights);
    if (!shown) {
      // A shown list holds only the best candidates, a biased sample of the features.
      measure();
    }
    learned++;
    step(model, example);
  }

  private void measure() {
    int n = features.size();
    double rate = Math.max(SLOWEST_MEAN, 1.0 / (1 + learned));
    for (int f = 0; f < features.width(); f++) {
      float[] column = features.column(f);
      double sum = 0;
      double square = 0;
      for (int i = 0; i < n; i++) {
        sum += column[i];
        double difference = column[i] - means[f];
        square += difference * difference;
      }
      means[f] += rate * (sum / n - means[f]);
      variances[f] += rate * (square / n - variances[f]);
    }
  }

  private void step(BlendModel model, BlendExample example) {
    int n = features.size();
    float[][] answers = new float[units][n];
    double[] probabilities = probabilities(model.logits(features, answers), example.slots());
    Arrays.fill(gradient, 0);
    double[] row = new double[FEATURES];
    for (int i = 0; i < n; i++) {
      double slope = example.weight() * (probabilities[i] - (i == example.clicked() ? 1 : 0));
      if (Math.abs(slope) > TOLERANCE) {
        for (int f = 0; f < features.width(); f++) {
          row[f] = features.column(f)[i];
          gradient[f] += slope * row[f];
        }
        for (int unit = 0; unit < units; unit++) {
          descend(unit, slope, answers[unit][i], row);
        }
        if (example.slots() != null) {
          gradient[place(example.slots()[i])] += slope;
        }
      }
    }
    if (example.slots() != null) {
      boolean none = example.clicked() == BlendExample.NONE;
      gradient[from(units) + PLACES] = example.weight() * (probabilities[n] - (none ? 1 : 0));
    }
    // A feature equal for all candidates has no gradient: the remainder is rounding.
    for (int f : ALIKE) {
      gradient[f] = 0;
    }
    double share = Math.max(SLOWEST_AVERAGE, 1.0 / (1 + learned));
    for (int p = 0; p < weights.length; p++) {
      squares[p] = squares[p] * KEPT_SQUARES + gradient[p] * gradient[p];
      weights[p] -= settings.rate() * gradient[p] / (Math.sqrt(squares[p]) + LEAST_ROOT);
      averages[p] += share * (weights[p] - averages[p]);
    }
  }

  /**
   * The probability of each candidate to be chosen. For shown candidates the position bias is
   * added, and choosing nothing is one more choice, the last. So a model is trained with the
   * positions as shown and ranks without them (Ling et al., WWW 2017 companion).
   */
  private double[] probabilities(float[] logits, byte[] slots) {
    int n = slots == null ? logits.length : logits.length + 1;
    float[] all = Arrays.copyOf(logits, n);
    if (slots != null) {
      for (int i = 0; i < logits.length; i++) {
        all[i] += (float) weights[place(slots[i])];
      }
      all[n - 1] = (float) weights[from(units) + PLACES];
    }
    double[] probabilities = new double[n];
    Softmax.probabilities(all, n, probabilities);
    return probabilities;
  }

  /** The index of a slot's position bias among the weights. */
  private int place(int slot) {
    return from(units) + Math.min(slot, PLACES - 1);
  }

  private void descend(int unit, double slope, double answer, double[] row) {
    int from = from(unit);
    double inner = slope * weights[from + FEATURES + 1] * (1 - answer * answer);
    for (int f = 0; f < FEATURES; f++) {
      gradient[from + f] += inner * row[f];
    }
    gradient[from + FEATURES] += inner;
    gradient[from + FEATURES + 1] += slope * answer;
  }

  /** The number of examples learned. */
  public long learned() {
    return learned;
  }

  /** Whether enough examples were learned for the model to be used. */
  public boolean ready() {
    return learned >= settings.minExamples();
  }

  /** The current model, under the next version. */
  public BlendModel publish() {
    version++;
    return model(averages);
  }

  private BlendModel model(double[] from) {
    float[] inverses = new float[FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      inverses[f] = (float) (1 / (Math.sqrt(variances[f]) + LEAST_DEVIATION));
    }
    float[][] hidden = new float[units][];
    float[] biases = new float[units];
    float[] outputs = new float[units];
    for (int unit = 0; unit < units; unit++) {
      int at = from(unit);
      hidden[unit] = floats(from, at);
      biases[unit] = (float) from[at + FEATURES];
      outputs[unit] = (float) from[at + FEATURES + 1];
    }
    return new BlendModel(
        version, floats(means, 0), inverses, floats(from, 0), hidden, biases, outputs);
  }

  private static float[] floats(double[] values, int from) {
    float[] floats = new float[FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      floats[f] = (float) values[from + f];
    }
    return floats;
  }

  /**
   * The packed form of a learner. A learner read under another number of units or of features
   * starts afresh but keeps counting versions.
   */
  public static PackedFormat<BlendLearner> format(BlendSettings settings) {
    return new PackedFormat<>(
        "The learner of a blend",
        1,
        () -> new BlendLearner(settings),
        BlendLearner::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeVarint(FEATURES);
    out.writeVarint(units);
    out.writeLong(learned);
    out.writeLong(version);
    out.writeDoubles(means);
    out.writeDoubles(variances);
    out.writeDoubles(weights);
    out.writeDoubles(averages);
    out.writeDoubles(squares);
  }

  private static BlendLearner read(PackedReader in, BlendSettings settings) {
    BlendLearner learner = new BlendLearner(settings);
    boolean same = in.readVarint() == FEATURES;
    same &= in.readVarint() == settings.units();
    long learned = in.readLong();
    learner.version = in.readLong();
    if (same) {
      learner.learned = learned;
      copy(in.readDoubles(), learner.means);
      copy(in.readDoubles(), learner.variances);
      copy(in.readDoubles(), learner.weights);
      copy(in.readDoubles(), learner.averages);
      copy(in.readDoubles(), learner.squares);
    }
    return learner;
  }

  private static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
