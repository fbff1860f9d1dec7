package io.rapport.core.recommendation.blend;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.Softmax;
import java.util.Arrays;

/**
 * A learned blend for ranking: a linear part and one hidden layer of tanh units over the
 * standardised features of a candidate. Immutable.
 */
public final class BlendModel {

  /** The bound of a standardised feature, in deviations from its mean. */
  static final float CLIP = 4;

  private final long version;
  private final float[] means;
  private final float[] inverses; // of the deviations
  private final float[] linear;
  private final float[][] hidden; // by unit and feature
  private final float[] biases;
  private final float[] outputs;

  BlendModel(
      long version,
      float[] means,
      float[] inverses,
      float[] linear,
      float[][] hidden,
      float[] biases,
      float[] outputs) {
    this.version = version;
    this.means = means;
    this.inverses = inverses;
    this.linear = linear;
    this.hidden = hidden;
    this.biases = biases;
    this.outputs = outputs;
  }

  /** The version, which grows by one with each publication. */
  public long version() {
    return version;
  }

  /**
   * Computes the probability of each candidate to be clicked next.
   *
   * @param features standardised in place
   * @param scores set, one a candidate
   */
  public void score(Features features, double[] scores) {
    score(features, new float[1][features.size()], scores);
  }

  private void score(Features features, float[][] answers, double[] scores) {
    Softmax.probabilities(logits(features, answers), features.size(), scores);
  }

  /**
   * The logits of the candidates.
   *
   * @param features standardised in place
   * @param answers set to the units' outputs, if there is room for each; else scratch space
   */
  float[] logits(Features features, float[][] answers) {
    int n = features.size();
    standardise(features, means, inverses);
    float[] logits = new float[n];
    add(logits, features, linear);
    for (int unit = 0; unit < hidden.length; unit++) {
      float[] values = answers[Math.min(unit, answers.length - 1)];
      unit(features, hidden[unit], biases[unit], values);
      add(logits, values, outputs[unit]);
    }
    return logits;
  }

  /** Sets {@code values} to a unit's outputs, in passes that the compiler vectorises. */
  static void unit(Features features, float[] weights, float bias, float[] values) {
    int n = features.size();
    Arrays.fill(values, 0, n, bias);
    add(values, features, weights);
    for (int i = 0; i < n; i++) {
      values[i] = tanh(values[i]);
    }
  }

  /** Adds the weighted features, four at a time, so that a sum is not loaded for each. */
  private static void add(float[] sums, Features features, float[] weights) {
    int f = 0;
    for (; f + 4 <= features.width(); f += 4) {
      float[] a = features.column(f);
      float[] b = features.column(f + 1);
      float[] c = features.column(f + 2);
      float[] d = features.column(f + 3);
      float u = weights[f];
      float v = weights[f + 1];
      float w = weights[f + 2];
      float x = weights[f + 3];
      for (int i = 0; i < sums.length; i++) {
        sums[i] += u * a[i] + v * b[i] + w * c[i] + x * d[i];
      }
    }
    for (; f < features.width(); f++) {
      add(sums, features.column(f), weights[f]);
    }
  }

  private static void add(float[] sums, float[] column, float weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * column[i];
    }
  }

  static void standardise(Features features, float[] means, float[] inverses) {
    int n = features.size();
    for (int f = 0; f < features.width(); f++) {
      float[] column = features.column(f);
      float mean = means[f];
      float inverse = inverses[f];
      for (int i = 0; i < n; i++) {
        column[i] = Math.max(-CLIP, Math.min(CLIP, (column[i] - mean) * inverse));
      }
    }
  }

  /** Approximates tanh to 1e-4 by Lambert's continued fraction. */
  static float tanh(float x) {
    float c = Math.max(-4.9f, Math.min(4.9f, x));
    float s = c * c;
    return c
        * (135135 + s * (17325 + s * (378 + s)))
        / (135135 + s * (62370 + s * (3150 + 28 * s)));
  }

  /** The packed form of a model. */
  public static PackedFormat<BlendModel> format() {
    return new PackedFormat<>("A blend", 1, BlendModel::write, BlendModel::read);
  }

  private void write(PackedWriter out) {
    out.writeVarint(Feature.COUNT);
    out.writeVarint(hidden.length);
    out.writeLong(version);
    write(out, means);
    write(out, inverses);
    write(out, linear);
    write(out, biases);
    write(out, outputs);
    for (float[] unit : hidden) {
      write(out, unit);
    }
  }

  private static void write(PackedWriter out, float[] values) {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static BlendModel read(PackedReader in) {
    int features = in.readVarint();
    if (features != Feature.COUNT) {
      throw new IllegalStateException(
          "A blend has %d features; this program has %d".formatted(features, Feature.COUNT));
    }
    int units = in.readVarint();
    long version = in.readLong();
    float[] means = read(in, features);
    float[] inverses = read(in, features);
    float[] linear = read(in, features);
    float[] biases = read(in, units);
    float[] outputs = read(in, units);
    float[][] hidden = new float[units][];
    for (int unit = 0; unit < units; unit++) {
      hidden[unit] = read(in, features);
    }
    return new BlendModel(version, means, inverses, linear, hidden, biases, outputs);
  }

  private static float[] read(PackedReader in, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  /**
   * The model version on a recommendation: that of the settings and, if there is one, that of the
   * learned blend.
   *
   * @param blend null where none is learned
   */
  public static String modelVersion(String fixed, BlendModel blend) {
    return blend == null ? fixed : fixed + ",blend=" + blend.version();
  }
}
