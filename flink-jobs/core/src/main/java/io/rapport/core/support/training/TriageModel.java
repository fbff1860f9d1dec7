package io.rapport.core.support.training;

import io.rapport.core.state.PackedReader;
import io.rapport.core.stats.Softmax;
import io.rapport.core.support.answer.AnswerRecord;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.classifier.LabelIndex;
import io.rapport.core.support.classifier.Prediction;
import io.rapport.core.support.classifier.SoftmaxWeights;
import io.rapport.core.support.classifier.WeightRow;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.text.Features;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One site's ticket model as last published, to score with. Parts may arrive in any order: a shard
 * of weights is used as soon as the labels it was learned with are known, and not as long as they
 * are others (a trainer that started afresh numbers its labels anew).
 */
public final class TriageModel {

  private static final int ALTERNATIVES = 3;

  private final SoftmaxWeights intents;
  private final SoftmaxWeights priorities;
  private final byte[][] shards;
  private final BitSet unusable = new BitSet();
  private final int maxAnswers;
  private final long origin;
  private LabelIndex labels;
  private List<String> queues = List.of();
  private AnswerRecord answers;
  private double inverseTemperature = 1;
  private double threshold;
  private long version;

  public TriageModel(SupportSettings settings) {
    int count = settings.classifier().shards();
    this.intents = new SoftmaxWeights(settings.encoder().dimensions(), count);
    this.priorities = new SoftmaxWeights(settings.encoder().dimensions(), count);
    this.shards = new byte[count][];
    this.origin = SupportTrainer.origin(settings);
    this.labels = new LabelIndex(0, origin);
    this.maxAnswers = settings.knowledge().maxArticles();
    this.answers = new AnswerRecord(maxAnswers);
  }

  /** Takes over a published part. */
  public void accept(ModelShard part) {
    version = Math.max(version, part.version());
    switch (part.part()) {
      case ModelShard.META -> acceptMeta(part.payload());
      case ModelShard.ANSWERS ->
          answers =
              AnswerRecord.read(
                  PackedReader.open(part.payload(), SupportTrainer.ANSWERS_FORMAT, "triage model"),
                  maxAnswers);
      default -> acceptShard(Integer.parseInt(part.part()), part.payload());
    }
  }

  private void acceptMeta(byte[] payload) {
    PackedReader in = PackedReader.open(payload, SupportTrainer.META_FORMAT, "triage model");
    LabelIndex before = labels;
    labels = LabelIndex.read(in, 0, origin);
    queues = new ArrayList<>();
    for (int intent = 0; intent < labels.size(); intent++) {
      queues.add(in.readNullableString());
    }
    intents.setBiases(WeightRow.read(in, false));
    priorities.setBiases(WeightRow.read(in, false));
    inverseTemperature = in.readDouble();
    threshold = in.readDouble();
    if (!sameNumbers(before.size(), before.fingerprint(before.size()))) {
      unusable.set(0, shards.length);
    }
    BitSet retry = (BitSet) unusable.clone();
    retry.stream().filter(shard -> shards[shard] != null).forEach(this::load);
  }

  private void acceptShard(int shard, byte[] payload) {
    if (shard < shards.length) {
      shards[shard] = payload;
      load(shard);
    }
  }

  private void load(int shard) {
    PackedReader in = PackedReader.open(shards[shard], SupportTrainer.SHARD_FORMAT, "triage model");
    if (sameNumbers(in.readVarint(), in.readLong())) {
      intents.readShard(shard, in, false);
      priorities.readShard(shard, in, false);
      unusable.clear(shard);
    } else {
      intents.clearShard(shard);
      priorities.clearShard(shard);
      unusable.set(shard);
    }
  }

  private boolean sameNumbers(int count, long fingerprint) {
    return count <= labels.size() && labels.fingerprint(count) == fingerprint;
  }

  /** Version of the newest part. */
  public long version() {
    return version;
  }

  /** The intent and how sure it is. */
  public Prediction predict(Features features) {
    if (labels.size() == 0 || features.size() == 0) {
      return Prediction.NONE;
    }
    double[] probabilities =
        Softmax.probabilities(intents.logits(features, labels.size()), inverseTemperature);
    int best = Softmax.argmax(probabilities, probabilities.length);
    double confidence = probabilities[best];
    return new Prediction(
        best,
        labels.name(best),
        confidence,
        confidence < threshold,
        queues.get(best),
        alternatives(probabilities));
  }

  private List<IntentScore> alternatives(double[] probabilities) {
    double[] left = probabilities.clone();
    List<IntentScore> best = new ArrayList<>();
    for (int i = 0; i < Math.min(ALTERNATIVES, left.length); i++) {
      int next = Softmax.argmax(left, left.length);
      best.add(new IntentScore(labels.name(next), left[next]));
      left[next] = -1;
    }
    return best;
  }

  /** What each feature added to the logit of an intent. */
  public double[] contributions(Features features, int label) {
    return intents.contributions(features, label);
  }

  /** The probability of each priority, in their order; equal ones before any was learned. */
  public double[] priorities(Features features) {
    return Softmax.probabilities(priorities.logits(features, Priority.COUNT), 1);
  }

  /** Smoothed share of acceptances of an answer. */
  public double acceptance(String answer) {
    return answers.acceptance(answer);
  }
}
