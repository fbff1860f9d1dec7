package io.rapport.core.support.classifier;

import io.rapport.core.settings.Checks;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.text.Features;
import java.util.Arrays;

/**
 * The weights of a multinomial logistic model over hashed features: a sparse row of weights a
 * feature and a bias a label. Features fall into shards by their low bits, so that a change is
 * published or stored without the rest of the model.
 */
public final class SoftmaxWeights {

  private final WeightRow[] rows;
  private final int shards;
  private WeightRow biases;
  private int entries;

  /**
   * Empty weights.
   *
   * @param dimensions number of features, a power of two
   * @param shards number of shards, a power of two
   */
  public SoftmaxWeights(int dimensions, int shards) {
    Checks.powerOfTwo("dimensions", dimensions);
    Checks.powerOfTwo("shards", shards);
    Checks.within("shards", shards, 1, dimensions);
    this.rows = new WeightRow[dimensions];
    this.shards = shards;
    this.biases = new WeightRow();
  }

  /** The row of biases. */
  public WeightRow biases() {
    return biases;
  }

  /** Replaces the row of biases. */
  public void setBiases(WeightRow other) {
    biases = other;
  }

  /** The number of weights held, without the biases. */
  public int entries() {
    return entries;
  }

  /** The logit of each of the first {@code labels} labels. */
  public double[] logits(Features features, int labels) {
    double[] logits = new double[labels];
    biases.addTo(logits, labels, 1);
    for (int i = 0; i < features.size(); i++) {
      WeightRow row = rows[features.indices()[i]];
      if (row != null) {
        row.addTo(logits, labels, features.values()[i]);
      }
    }
    return logits;
  }

  /** The contribution of each feature to the label's logit. */
  public double[] contributions(Features features, int label) {
    double[] contributions = new double[features.size()];
    for (int i = 0; i < contributions.length; i++) {
      WeightRow row = rows[features.indices()[i]];
      contributions[i] = row == null ? 0 : features.values()[i] * row.weight(label);
    }
    return contributions;
  }

  /**
   * Takes one AdaGrad step of the label's logit along {@code gradient} (of the loss by the logit).
   */
  void descend(Features features, int label, double gradient, float rate, float initialSquare) {
    biases.descend(label, (float) gradient, rate, initialSquare);
    for (int i = 0; i < features.size(); i++) {
      int feature = features.indices()[i];
      WeightRow row = rows[feature];
      if (row == null) {
        row = new WeightRow();
        rows[feature] = row;
      }
      float slope = (float) gradient * features.values()[i];
      entries += row.descend(label, slope, rate, initialSquare);
    }
  }

  /** Drops the smallest weights until no more than {@code most} are held. */
  void prune(int most) {
    if (entries <= most) {
      return;
    }
    float[] magnitudes = new float[entries];
    int at = 0;
    for (WeightRow row : rows) {
      at = row == null ? at : row.magnitudes(magnitudes, at);
    }
    Arrays.sort(magnitudes);
    float smallest = Math.nextUp(magnitudes[entries - most - 1]);
    for (WeightRow row : rows) {
      entries -= row == null ? 0 : row.prune(smallest);
    }
  }

  /** The shard of a feature. */
  int shardOf(int feature) {
    return feature & (shards - 1);
  }

  /** Appends a shard's rows. */
  public void writeShard(int shard, PackedWriter out, boolean learning) {
    int filled = 0;
    for (int feature = shard; feature < rows.length; feature += shards) {
      filled += rows[feature] != null && rows[feature].size() > 0 ? 1 : 0;
    }
    out.writeVarint(filled);
    for (int feature = shard; feature < rows.length; feature += shards) {
      WeightRow row = rows[feature];
      if (row != null && row.size() > 0) {
        out.writeVarint(feature / shards);
        row.write(out, learning);
      }
    }
  }

  /** Replaces a shard's rows by the output of {@link #writeShard}. */
  public void readShard(int shard, PackedReader in, boolean learning) {
    clearShard(shard);
    int filled = in.readVarint();
    for (int i = 0; i < filled; i++) {
      int feature = in.readVarint() * shards + shard;
      WeightRow row = WeightRow.read(in, learning);
      rows[feature] = row;
      entries += row.size();
    }
  }

  /** Drops a shard's rows. */
  public void clearShard(int shard) {
    for (int feature = shard; feature < rows.length; feature += shards) {
      entries -= rows[feature] == null ? 0 : rows[feature].size();
      rows[feature] = null;
    }
  }
}
