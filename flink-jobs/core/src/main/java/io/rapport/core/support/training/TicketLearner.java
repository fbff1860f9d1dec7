package io.rapport.core.support.training;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.Softmax;
import io.rapport.core.support.classifier.ConfidenceWindow;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.classifier.LabelIndex;
import io.rapport.core.support.classifier.ReplayReservoir;
import io.rapport.core.support.classifier.SoftmaxLearner;
import io.rapport.core.support.classifier.SoftmaxWeights;
import io.rapport.core.support.classifier.Temperature;
import io.rapport.core.support.classifier.WeightRow;
import io.rapport.core.support.settings.ClassifierSettings;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.text.Features;
import io.rapport.core.text.NgramEncoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Learns one site's intents, queues, priorities and calibration from tickets. It scores every
 * example before learning it; the result sets the temperature and the threshold.
 */
final class TicketLearner {

  private final ClassifierSettings classifier;
  private final long origin;
  private final NgramEncoder encoder;
  private final BitSet touched = new BitSet();
  private final SoftmaxLearner intents;
  private final SoftmaxLearner priorities;
  private final Temperature temperature;
  private final ConfidenceWindow answered;
  private final ReplayReservoir reservoir;
  private LabelIndex labels;
  private QueueTable queues = new QueueTable();
  private long learned;
  private long refused;

  TicketLearner(SupportSettings settings) {
    this.classifier = settings.classifier();
    this.origin = SupportTrainer.origin(settings);
    this.encoder = new NgramEncoder(settings.encoder());
    int dimensions = settings.encoder().dimensions();
    this.intents = learner(dimensions);
    this.priorities = learner(dimensions);
    this.temperature = new Temperature(classifier.window());
    this.answered = new ConfidenceWindow(classifier.window());
    this.reservoir = new ReplayReservoir(classifier.reservoir(), classifier.seed());
    this.labels = new LabelIndex(classifier.maxLabels(), origin);
  }

  private SoftmaxLearner learner(int dimensions) {
    SoftmaxWeights weights = new SoftmaxWeights(dimensions, classifier.shards());
    return new SoftmaxLearner(weights, classifier, touched);
  }

  /** Learns one example; returns whether its intent is new. */
  boolean learn(TrainingExample example) {
    Features features = encoder.encode(example.text());
    int known = labels.size();
    int intent = example.intent() == null ? LabelIndex.NONE : labels.add(example.intent());
    refused += example.intent() != null && intent == LabelIndex.NONE ? 1 : 0;
    if (intent != LabelIndex.NONE) {
      examine(features, intent, known);
      if (example.queue() != null) {
        queues.add(intent, example.queue());
      }
    }
    Priority priority = Priority.named(example.priority());
    int urgency = priority == null ? LabelIndex.NONE : priority.label();
    step(features, intent, urgency);
    for (int i = 0; i < classifier.replays() && reservoir.size() > 0; i++) {
      ReplayReservoir.Slot past = reservoir.draw();
      step(past.features(), past.intent(), past.priority());
    }
    reservoir.add(
        new ReplayReservoir.Slot(Hash64.of(example.ticketKey()), features, intent, urgency));
    learned++;
    return labels.size() > known;
  }

  /** Forgets a ticket's text; its effect on the weights stays. */
  void forget(String ticketKey) {
    reservoir.forget(Hash64.of(ticketKey));
  }

  /** Scores an example and fits the calibration to the result. */
  private void examine(Features features, int intent, int known) {
    double[] logits = intents.weights().logits(features, labels.size());
    int said = Softmax.argmax(logits, known);
    if (said >= 0) {
      answered.add(Softmax.probabilities(logits, temperature.inverse())[said], said == intent);
      temperature.fit(logits, intent);
    }
  }

  private void step(Features features, int intent, int priority) {
    if (intent != LabelIndex.NONE) {
      intents.learn(features, intent, labels.size());
    }
    if (priority != LabelIndex.NONE) {
      priorities.learn(features, priority, Priority.COUNT);
    }
  }

  /** The shards of weights that changed since the last call. */
  BitSet takeTouched() {
    BitSet taken = (BitSet) touched.clone();
    touched.clear();
    return taken;
  }

  /** The most probable intent with its calibrated probability; null before the first intent. */
  IntentScore predict(String text) {
    double[] logits = intents.weights().logits(encoder.encode(text), labels.size());
    int best = Softmax.argmax(logits, logits.length);
    return best < 0
        ? null
        : new IntentScore(
            labels.name(best), Softmax.probabilities(logits, temperature.inverse())[best]);
  }

  /** The calibrated probability below which the classifier abstains. */
  double threshold() {
    double least = classifier.minimumConfidence();
    return classifier.riskTarget() >= 1
        ? least
        : Math.max(least, answered.threshold(classifier.riskTarget()));
  }

  long learned() {
    return learned;
  }

  int labelCount() {
    return labels.size();
  }

  long refused() {
    return refused;
  }

  int weights() {
    return intents.weights().entries() + priorities.weights().entries();
  }

  ConfidenceWindow answered() {
    return answered;
  }

  ReplayReservoir reservoir() {
    return reservoir;
  }

  /** The current part of the model that a classifier needs besides the shards. */
  ModelMeta meta() {
    List<String> best = new ArrayList<>();
    for (int intent = 0; intent < labels.size(); intent++) {
      best.add(queues.queue(intent));
    }
    return new ModelMeta(
        labels,
        best,
        intents.weights().biases(),
        priorities.weights().biases(),
        temperature.inverse(),
        threshold());
  }

  /**
   * Writes a shard of weights: the labels it was learned with, then the rows of both classifiers.
   *
   * @param learning whether to include the sums that further learning needs
   */
  void writeShard(int shard, PackedWriter out, boolean learning) {
    out.writeVarint(labels.size());
    out.writeLong(labels.fingerprint(labels.size()));
    intents.weights().writeShard(shard, out, learning);
    priorities.weights().writeShard(shard, out, learning);
  }

  /** Reads a shard written with the sums that further learning needs. */
  void readShard(int shard, PackedReader in) {
    in.readVarint();
    in.readLong();
    intents.weights().readShard(shard, in, true);
    priorities.weights().readShard(shard, in, true);
  }

  /** Writes everything except the shards and the places of the reservoir. */
  void write(PackedWriter out) {
    labels.write(out);
    queues.write(out);
    intents.weights().biases().write(out, true);
    priorities.weights().biases().write(out, true);
    temperature.write(out);
    answered.write(out);
    out.writeLong(reservoir.draws());
    out.writeLong(learned);
    out.writeLong(refused);
  }

  void read(PackedReader in) {
    labels = LabelIndex.read(in, classifier.maxLabels(), origin);
    queues = QueueTable.read(in);
    intents.weights().setBiases(WeightRow.read(in, true));
    priorities.weights().setBiases(WeightRow.read(in, true));
    temperature.read(in);
    answered.read(in);
    reservoir.restoreDraws(in.readLong());
    learned = in.readLong();
    refused = in.readLong();
  }
}
