package io.rapport.core.support.training;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.support.answer.AnswerRecord;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.classifier.ReplayReservoir;
import io.rapport.core.support.settings.SupportSettings;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The trainer of one site's ticket model: intents, queues, priorities, calibration and the
 * acceptance of answers. It is kept on the heap; model and state are exported in parts, so that a
 * publication sends and a snapshot writes only what changed.
 */
public final class SupportTrainer {

  static final int SHARD_FORMAT = 1;
  static final String SHARD = "A shard of a ticket model";
  private static final int FORMAT = 1;

  private final SupportSettings settings;
  private final TicketLearner learner;
  private final PackedFormat<ModelMeta> metaFormat;
  private final PackedFormat<AnswerRecord> answersFormat;
  private final PackedFormat<ReplayReservoir.Slot> slotFormat = ReplayReservoir.Slot.format();
  private final BitSet unsaved = new BitSet();
  private final BitSet unpublished = new BitSet();
  private AnswerRecord answers;
  private boolean answersUnsaved;
  private boolean answersUnpublished;
  private boolean metaUnpublished;
  private long unpublishedExamples;
  private long version;
  private long eventTime;

  public SupportTrainer(SupportSettings settings) {
    this.settings = settings;
    this.learner = new TicketLearner(settings);
    this.metaFormat = ModelMeta.format(origin(settings));
    this.answersFormat = AnswerRecord.format(settings.knowledge().maxArticles());
    this.answers = answersFormat.create().get();
  }

  /**
   * A hash of the settings that differs for models whose features or shards have different
   * meanings.
   */
  static long origin(SupportSettings settings) {
    return settings.encoder().fingerprint() + settings.classifier().shards();
  }

  /**
   * Learns one example.
   *
   * @return whether its intent is new, so that publishing should not wait
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
    boolean newIntent = learner.learn(example);
    BitSet touched = learner.takeTouched();
    unsaved.or(touched);
    unpublished.or(touched);
    metaUnpublished = true;
    return newIntent;
  }

  /** Forgets a ticket's text; its effect on the weights stays. */
  public void forget(TrainingExample example) {
    learner.forget(example.ticketKey());
  }

  /**
   * The current model's most probable intent of a text with its calibrated probability; null before
   * the first intent.
   */
  public IntentScore predict(String text) {
    return learner.predict(text);
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
      parts.add(
          new ModelShard(
              site, ModelShard.META, version, eventTime, metaFormat.pack(learner.meta())));
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

  private byte[] shard(int shard, boolean learning) {
    PackedWriter out = PackedWriter.versioned(SHARD_FORMAT);
    learner.writeShard(shard, out, learning);
    return out.toBytes();
  }

  /** The calibrated probability below which the classifier abstains. */
  public double threshold() {
    return learner.threshold();
  }

  /** The number of examples learned. */
  public long learned() {
    return learner.learned();
  }

  /** The number of examples and verdicts on answers since the last publication. */
  public long unpublished() {
    return unpublishedExamples;
  }

  /** The number of intents known. */
  public int labelCount() {
    return learner.labelCount();
  }

  /** The number of examples whose intent was refused because there were too many intents. */
  public long refused() {
    return learner.refused();
  }

  /** The number of weights held. */
  public int weights() {
    return learner.weights();
  }

  /** The version of the last publication; 0 before the first. */
  public long version() {
    return version;
  }

  /** The share of right answers in the window, each given before its example was learned. */
  public double recentAccuracy() {
    return learner.answered().accuracy();
  }

  /** The calibration error in the window. */
  public double recentCalibrationError() {
    return learner.answered().calibrationError();
  }

  /**
   * The packed form of everything except weights, reservoir and answers. A trainer read from it is
   * complete once {@link #restoreShard}, {@link #restoreSlot} and {@link #restoreAnswers} have been
   * called. Reading refuses a state learned under another encoding of texts.
   */
  public static PackedFormat<SupportTrainer> format(SupportSettings settings) {
    return new PackedFormat<>(
        "A ticket trainer",
        FORMAT,
        () -> new SupportTrainer(settings),
        SupportTrainer::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(origin(settings));
    learner.write(out);
    out.writeLong(unpublishedExamples);
    out.writeLong(version);
    out.writeLong(eventTime);
    out.writeByte(metaUnpublished ? 1 : 0);
    out.writeByte(answersUnpublished ? 1 : 0);
    out.writeLongs(unpublished.toLongArray());
  }

  private static SupportTrainer read(PackedReader in, SupportSettings settings) {
    if (in.readLong() != origin(settings)) {
      throw new IllegalArgumentException(
          "The ticket model was learned with other n-grams, hash bits or shards than the options now say: set them back, or"
              + " start without its state.");
    }
    SupportTrainer trainer = new SupportTrainer(settings);
    trainer.learner.read(in);
    trainer.unpublishedExamples = in.readLong();
    trainer.version = in.readLong();
    trainer.eventTime = in.readLong();
    trainer.metaUnpublished = in.readByte() == 1;
    trainer.answersUnpublished = in.readByte() == 1;
    trainer.unpublished.or(BitSet.valueOf(in.readLongs()));
    return trainer;
  }

  /** The shards of weights that changed since the last call. */
  public BitSet takeUnsavedShards() {
    BitSet taken = (BitSet) unsaved.clone();
    unsaved.clear();
    return taken;
  }

  /** A packed shard of weights with the sums that further learning needs. */
  public byte[] shardState(int shard) {
    return shard(shard, true);
  }

  /** The places of the reservoir that changed since the last call. */
  public BitSet takeUnsavedSlots() {
    return learner.reservoir().takeChanged();
  }

  /** A packed place of the reservoir. */
  public byte[] slotState(int place) {
    return slotFormat.pack(learner.reservoir().slot(place));
  }

  /** Whether there was a verdict on an answer since the last call. */
  public boolean takeAnswersUnsaved() {
    boolean taken = answersUnsaved;
    answersUnsaved = false;
    return taken;
  }

  /** The packed verdicts on answers. */
  public byte[] answersState() {
    return answersFormat.pack(answers);
  }

  /** Restores {@link #shardState}. */
  public void restoreShard(int shard, byte[] bytes) {
    learner.readShard(shard, PackedReader.open(bytes, SHARD_FORMAT, SHARD));
  }

  /** Restores {@link #slotState}; places must be restored from 0 up. */
  public void restoreSlot(int place, byte[] bytes) {
    learner.reservoir().restore(place, slotFormat.unpack(bytes));
  }

  /** Restores {@link #answersState}. */
  public void restoreAnswers(byte[] bytes) {
    answers = answersFormat.unpack(bytes);
  }
}
