package io.rapport.core.support;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The learner of one site's ticket model: intents, queues, priorities, calibration and the use of
 * answers. Every example is scored before it is learned; what that shows sets the temperature and
 * the threshold. Kept on the heap; its state is taken out in parts, so that a snapshot writes what
 * changed.
 */
public final class SupportTrainer {

  static final int SHARD_FORMAT = 1;
  static final int META_FORMAT = 1;
  static final int ANSWERS_FORMAT = 1;
  static final int STATE_FORMAT = 1;

  private final SupportSettings settings;
  private final ClassifierSettings classifier;
  private final NgramEncoder encoder;
  private final BitSet unsaved = new BitSet();
  private final BitSet unpublished = new BitSet();
  private final BitSet touched = new BitSet();
  private final SoftmaxLearner intents;
  private final SoftmaxLearner priorities;
  private final Temperature temperature;
  private final ConfidenceWindow answered;
  private final ReplayReservoir reservoir;
  private LabelIndex labels;
  private QueueTable queues = new QueueTable();
  private AnswerRecord answers;
  private boolean answersUnsaved;
  private boolean answersUnpublished;
  private boolean metaUnpublished;
  private long learned;
  private long unpublishedExamples;
  private long refused;
  private long version;
  private long eventTime;

  public SupportTrainer(SupportSettings settings) {
    this.settings = settings;
    this.classifier = settings.classifier();
    this.encoder = new NgramEncoder(settings.encoder());
    int dimensions = settings.encoder().dimensions();
    this.intents = learner(dimensions);
    this.priorities = learner(dimensions);
    this.temperature = new Temperature(classifier.window());
    this.answered = new ConfidenceWindow(classifier.window());
    this.reservoir = new ReplayReservoir(classifier.reservoir(), classifier.seed());
    this.labels = new LabelIndex(classifier.maxLabels(), origin(settings));
    this.answers = new AnswerRecord(settings.knowledge().maxArticles());
  }

  /** Tells apart models whose features or shards mean different things. */
  static long origin(SupportSettings settings) {
    return settings.encoder().fingerprint() + settings.classifier().shards();
  }

  private SoftmaxLearner learner(int dimensions) {
    SoftmaxWeights weights = new SoftmaxWeights(dimensions, classifier.shards());
    return new SoftmaxLearner(weights, classifier, touched);
  }

  /**
   * Learns one example.
   *
   * @return whether an intent was seen for the first time, so that publishing should not wait
   */
  public boolean learn(TrainingExample example) {
    eventTime = Math.max(eventTime, example.eventTime());
    unpublishedExamples++;
    if (example.answerId() != null) {
      answers.add(example.answerId(), example.accepted());
      answersUnsaved = true;
      answersUnpublished = true;
      return false;
    }
    return learn(example, encoder.encode(example.text()));
  }

  private boolean learn(TrainingExample example, Features features) {
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
        new ReplayReservoir.Slot(Hashes.of(example.ticketKey()), features, intent, urgency));
    collectTouched();
    learned++;
    return labels.size() > known;
  }

  /**
   * What the model says as of now: the most probable intent with its calibrated probability, or
   * null before the first was learned.
   */
  public IntentScore predict(String text) {
    double[] logits = intents.weights().logits(encoder.encode(text), labels.size());
    int best = Softmax.argmax(logits, logits.length);
    return best < 0
        ? null
        : new IntentScore(
            labels.name(best), Softmax.probabilities(logits, temperature.inverse())[best]);
  }

  /** What the model would have said, against what was right. */
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

  private void collectTouched() {
    unsaved.or(touched);
    unpublished.or(touched);
    touched.clear();
    metaUnpublished = true;
  }

  /** Whether anything was learned since the last publication. */
  public boolean hasUnpublished() {
    return metaUnpublished || answersUnpublished;
  }

  /** The parts that changed since the last publication, under a new version; the labels first. */
  public List<ModelShard> publish(String site) {
    if (!hasUnpublished()) {
      return List.of();
    }
    version++;
    List<ModelShard> parts = new ArrayList<>();
    if (metaUnpublished) {
      parts.add(new ModelShard(site, ModelShard.META, version, eventTime, publishedMeta()));
    }
    if (answersUnpublished) {
      parts.add(new ModelShard(site, ModelShard.ANSWERS, version, eventTime, answersState()));
    }
    for (int shard = unpublished.nextSetBit(0); shard >= 0; ) {
      parts.add(
          new ModelShard(site, Integer.toString(shard), version, eventTime, shard(shard, false)));
      shard = unpublished.nextSetBit(shard + 1);
    }
    unpublished.clear();
    metaUnpublished = false;
    answersUnpublished = false;
    unpublishedExamples = 0;
    return parts;
  }

  private byte[] publishedMeta() {
    PackedWriter out = PackedWriter.versioned(META_FORMAT);
    labels.write(out);
    for (int intent = 0; intent < labels.size(); intent++) {
      out.writeNullableString(queues.queue(intent));
    }
    intents.weights().biases().write(out, false);
    priorities.weights().biases().write(out, false);
    out.writeDouble(temperature.inverse());
    out.writeDouble(threshold());
    return out.toBytes();
  }

  /** A shard of weights: the labels it was learned with, then the rows of both classifiers. */
  private byte[] shard(int shard, boolean learning) {
    PackedWriter out = PackedWriter.versioned(SHARD_FORMAT);
    out.writeVarint(labels.size());
    out.writeLong(labels.fingerprint(labels.size()));
    intents.weights().writeShard(shard, out, learning);
    priorities.weights().writeShard(shard, out, learning);
    return out.toBytes();
  }

  /** Calibrated probability below which the classifier abstains. */
  public double threshold() {
    double least = classifier.minimumConfidence();
    return classifier.riskTarget() >= 1
        ? least
        : Math.max(least, answered.threshold(classifier.riskTarget()));
  }

  /** Examples learned. */
  public long learned() {
    return learned;
  }

  /** Examples and verdicts on answers taken in since the last publication. */
  public long unpublished() {
    return unpublishedExamples;
  }

  /** Intents known. */
  public int labelCount() {
    return labels.size();
  }

  /** Examples whose intent was refused because there were too many. */
  public long refused() {
    return refused;
  }

  /** Weights held. */
  public int weights() {
    return intents.weights().entries() + priorities.weights().entries();
  }

  /** Version of the last publication; 0 before the first. */
  public long version() {
    return version;
  }

  /** Share of right answers in the window, each given before its example was learned. */
  public double recentAccuracy() {
    return answered.accuracy();
  }

  /** Calibration error in the window. */
  public double recentCalibrationError() {
    return answered.calibrationError();
  }

  /** Everything but weights, reservoir and answers, as bytes. */
  public byte[] state() {
    PackedWriter out = PackedWriter.versioned(STATE_FORMAT);
    out.writeLong(origin(settings));
    labels.write(out);
    queues.write(out);
    intents.weights().biases().write(out, true);
    priorities.weights().biases().write(out, true);
    temperature.write(out);
    answered.write(out);
    out.writeLong(reservoir.draws());
    out.writeLong(learned);
    out.writeLong(unpublishedExamples);
    out.writeLong(refused);
    out.writeLong(version);
    out.writeLong(eventTime);
    out.writeByte(metaUnpublished ? 1 : 0);
    out.writeByte(answersUnpublished ? 1 : 0);
    long[] pending = unpublished.toLongArray();
    out.writeVarint(pending.length);
    for (long word : pending) {
      out.writeLong(word);
    }
    return out.toBytes();
  }

  /** Shards of weights that changed since the last call. */
  public BitSet takeUnsavedShards() {
    BitSet taken = (BitSet) unsaved.clone();
    unsaved.clear();
    return taken;
  }

  /** A shard of weights with what learning on needs. */
  public byte[] shardState(int shard) {
    return shard(shard, true);
  }

  /** Places of the reservoir that changed since the last call. */
  public BitSet takeUnsavedSlots() {
    return reservoir.takeChanged();
  }

  /** A place of the reservoir. */
  public byte[] slotState(int place) {
    return reservoir.slot(place).toBytes();
  }

  /** Whether a verdict on an answer came since the last call. */
  public boolean takeAnswersUnsaved() {
    boolean taken = answersUnsaved;
    answersUnsaved = false;
    return taken;
  }

  /** How often answers were accepted. */
  public byte[] answersState() {
    PackedWriter out = PackedWriter.versioned(ANSWERS_FORMAT);
    answers.write(out);
    return out.toBytes();
  }

  /**
   * Restores {@link #state}; to be called first.
   *
   * @throws IllegalArgumentException if the state was learned under another encoding of texts
   */
  public void restoreState(byte[] bytes) {
    PackedReader in = PackedReader.open(bytes, STATE_FORMAT, "support trainer");
    if (in.readLong() != origin(settings)) {
      throw new IllegalArgumentException(
          "The ticket model was learned with other n-grams, hash bits or shards: set them back, or"
              + " start without its state.");
    }
    labels = LabelIndex.read(in, classifier.maxLabels(), origin(settings));
    queues = QueueTable.read(in);
    intents.weights().setBiases(WeightRow.read(in, true));
    priorities.weights().setBiases(WeightRow.read(in, true));
    temperature.read(in);
    answered.read(in);
    reservoir.restoreDraws(in.readLong());
    learned = in.readLong();
    unpublishedExamples = in.readLong();
    refused = in.readLong();
    version = in.readLong();
    eventTime = in.readLong();
    metaUnpublished = in.readByte() == 1;
    answersUnpublished = in.readByte() == 1;
    long[] pending = new long[in.readVarint()];
    for (int i = 0; i < pending.length; i++) {
      pending[i] = in.readLong();
    }
    unpublished.clear();
    unpublished.or(BitSet.valueOf(pending));
  }

  /** Restores {@link #shardState}. */
  public void restoreShard(int shard, byte[] bytes) {
    PackedReader in = PackedReader.open(bytes, SHARD_FORMAT, "support trainer");
    in.readVarint();
    in.readLong();
    intents.weights().readShard(shard, in, true);
    priorities.weights().readShard(shard, in, true);
  }

  /** Restores {@link #slotState}; places have to come from 0 up. */
  public void restoreSlot(int place, byte[] bytes) {
    reservoir.restore(place, ReplayReservoir.Slot.fromBytes(bytes));
  }

  /** Restores {@link #answersState}. */
  public void restoreAnswers(byte[] bytes) {
    answers =
        AnswerRecord.read(
            PackedReader.open(bytes, ANSWERS_FORMAT, "support trainer"),
            settings.knowledge().maxArticles());
  }
}
