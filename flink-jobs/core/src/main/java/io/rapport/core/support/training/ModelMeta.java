package io.rapport.core.support.training;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.support.classifier.LabelIndex;
import io.rapport.core.support.classifier.WeightRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a published ticket model that a classifier needs besides the shards of weights.
 *
 * @param queues the queue of each label, null where none is known
 * @param intentBiases the bias of each label
 * @param priorityBiases the bias of each priority
 * @param inverseTemperature factor of the logits that calibrates the probabilities
 * @param threshold calibrated probability below which the classifier abstains
 */
record ModelMeta(
    LabelIndex labels,
    List<String> queues,
    WeightRow intentBiases,
    WeightRow priorityBiases,
    double inverseTemperature,
    double threshold) {

  private static final int FORMAT = 1;

  /** The packed form. */
  static PackedFormat<ModelMeta> format(long origin) {
    return new PackedFormat<>(
        "The labels of a ticket model",
        FORMAT,
        () -> none(origin),
        ModelMeta::write,
        in -> read(in, origin));
  }

  /** A model without labels. */
  private static ModelMeta none(long origin) {
    return new ModelMeta(
        new LabelIndex(0, origin), List.of(), new WeightRow(), new WeightRow(), 1, 0);
  }

  private void write(PackedWriter out) {
    labels.write(out);
    queues.forEach(out::writeNullableString);
    intentBiases.write(out, false);
    priorityBiases.write(out, false);
    out.writeDouble(inverseTemperature);
    out.writeDouble(threshold);
  }

  private static ModelMeta read(PackedReader in, long origin) {
    LabelIndex labels = LabelIndex.read(in, 0, origin);
    List<String> queues = new ArrayList<>();
    for (int intent = 0; intent < labels.size(); intent++) {
      queues.add(in.readNullableString());
    }
    return new ModelMeta(
        labels,
        queues,
        WeightRow.read(in, false),
        WeightRow.read(in, false),
        in.readDouble(),
        in.readDouble());
  }
}
