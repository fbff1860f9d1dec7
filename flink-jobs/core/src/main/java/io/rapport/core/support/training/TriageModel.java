package io.rapport.core.support.training;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.stats.Softmax;
import io.rapport.core.support.answer.AnswerRecord;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.classifier.LabelIndex;
import io.rapport.core.support.classifier.Prediction;
import io.rapport.core.support.classifier.SoftmaxWeights;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.text.Features;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The last published ticket model of one site, for scoring. Parts may arrive in any order: a shard
 * of weights is used only while the labels it was learned with are the current ones (a trainer that
 * started afresh numbers its labels anew).
 */
public final class TriageModel {

  private static final int ALTERNATIVES = 3;

  private final SoftmaxWeights intents;
  private final SoftmaxWeights priorities;
  private final byte[][] shards;
  private final BitSet unusable = new BitSet();
  private final PackedFormat<ModelMeta> metaFormat;
  private final PackedFormat<AnswerRecord> answersFormat;
  private ModelMeta meta;
  private AnswerRecord answers;
  private long version;

  public TriageModel(SupportSettings settings) {
    int count = settings.classifier().shards();
    this.intents = new SoftmaxWeights(settings.encoder().dimensions(), count);
    this.priorities = new SoftmaxWeights(settings.encoder().dimensions(), count);
    this.shards = new byte[count][];
    this.metaFormat = ModelMeta.format(SupportTrainer.origin(settings));
    this.answersFormat = AnswerRecord.format(settings.knowledge().maxArticles());
    this.meta = metaFormat.create().get();
    this.answers = answersFormat.create().get();
  }

  /** Applies a published part. */
  public void accept(ModelShard part) {
    version = Math.max(version, part.version());
    switch (part.part()) {
      case ModelShard.META -> acceptMeta(metaFormat.unpack(part.payload()));
      case ModelShard.ANSWERS -> answers = answersFormat.unpack(part.payload());
      default -> acceptShard(Integer.parseInt(part.part()), part.payload());
    }
  }

  private void acceptMeta(ModelMeta published) {
    LabelIndex before = meta.labels();
    meta = published;
    intents.setBiases(meta.intentBiases());
    priorities.setBiases(meta.priorityBiases());
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
    PackedReader in =
        PackedReader.open(shards[shard], SupportTrainer.SHARD_FORMAT, SupportTrainer.SHARD);
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
    return count <= meta.labels().size() && meta.labels().fingerprint(count) == fingerprint;
  }

  /** The version of the newest part. */
  public long version() {
    return version;
  }

  /** The predicted intent and its confidence. */
  public Prediction predict(Features features) {
    LabelIndex labels = meta.labels();
    if (labels.size() == 0 || features.size() == 0) {
      return Prediction.NONE;
    }
    double[] probabilities =
        Softmax.probabilities(intents.logits(features, labels.size()), meta.inverseTemperature());
    int best = Softmax.argmax(probabilities, probabilities.length);
    double confidence = probabilities[best];
    return new Prediction(
        best,
        labels.name(best),
        confidence,
        confidence < meta.threshold(),
        meta.queues().get(best),
        alternatives(probabilities));
  }

  private List<IntentScore> alternatives(double[] probabilities) {
    double[] left = probabilities.clone();
    List<IntentScore> best = new ArrayList<>();
    for (int i = 0; i < Math.min(ALTERNATIVES, left.length); i++) {
      int next = Softmax.argmax(left, left.length);
      best.add(new IntentScore(meta.labels().name(next), left[next]));
      left[next] = -1;
    }
    return best;
  }

  /** The contribution of each feature to the logit of an intent. */
  public double[] contributions(Features features, int label) {
    return intents.contributions(features, label);
  }

  /** The probability of each priority, in their order; uniform before any was learned. */
  public double[] priorities(Features features) {
    return Softmax.probabilities(priorities.logits(features, Priority.COUNT), 1);
  }

  /** The smoothed share of acceptances of an answer. */
  public double acceptance(String answer) {
    return answers.acceptance(answer);
  }
}
