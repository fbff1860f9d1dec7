package io.rapport.jobs.support;

import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.SupportTrainer;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.Noted;
import io.rapport.jobs.state.StateNote;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Learns a ticket model for each site and publishes its changed parts.
 *
 * <pre>
 * in    {@link TrainingExample} by site
 * out   {@link ModelShard}: the changed parts of the model
 * </pre>
 *
 * <p>A publication is immediate when an intent is new or none was made for a while. Otherwise it
 * follows the publication's pace, in event time and in examples.
 *
 * <p>An operator and not a function, because it sets the key of its state: models are on the heap,
 * and a snapshot writes each under its own key. Reading a model from RocksDB for every example
 * would cost more than learning from it. A model has bounds and no expiry: it holds all that the
 * site's agents taught.
 */
final class TrainerOperator extends AbstractStreamOperator<ModelShard>
    implements OneInputStreamOperator<TrainingExample, ModelShard>,
        Triggerable<String, VoidNamespace>,
        Noted {

  private final SupportSettings settings;

  /** The models on the heap, least recently used first. */
  private transient LinkedHashMap<String, SupportTrainer> trainers;

  private transient Map<String, TrainerMetrics> metricsBySite;
  private transient TrainerState state;
  private transient InternalTimerService<VoidNamespace> timers;

  TrainerOperator(SupportSettings settings) {
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "site",
            "classifier, calibration, past examples",
            "%d intents, %d weights, %d examples",
            settings.classifier().maxLabels(),
            settings.classifier().maxWeights(),
            settings.classifier().reservoir())
        .unlimited();
  }

  @Override
  public void open() throws Exception {
    super.open();
    trainers = new LinkedHashMap<>(16, 0.75f, true);
    metricsBySite = new HashMap<>();
    state = new TrainerState(getRuntimeContext(), settings);
    timers =
        getInternalTimerService(
            SupportUids.PUBLICATION_TIMERS, VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void processElement(StreamRecord<TrainingExample> record) throws Exception {
    TrainingExample example = record.getValue();
    SupportTrainer trainer = trainer(example.site());
    if (example.forgets()) {
      trainer.forget(example);
      return;
    }
    boolean newIntent = trainer.learn(example);
    Long published = state.published();
    // Absolute, so that one event far in the future cannot silence the trainer for long.
    long passed = published == null ? Long.MAX_VALUE : Math.abs(example.eventTime() - published);
    long delay = delay(trainer);
    if (newIntent || passed >= delay) {
      publish(example.site(), trainer, example.eventTime());
    } else {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, published + delay);
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    SupportTrainer trainer = trainer(timer.getKey());
    // A timer from before the latest publication is too early for the examples since.
    if (trainer.hasUnpublished() && timer.getTimestamp() - state.published() >= delay(trainer)) {
      publish(timer.getKey(), trainer, timer.getTimestamp());
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new UnsupportedOperationException("no timer is ever set in processing time");
  }

  private long delay(SupportTrainer trainer) {
    return settings.publication().delay(trainer.unpublished(), trainer.learned());
  }

  private void publish(String site, SupportTrainer trainer, long eventTime) throws Exception {
    for (ModelShard part : trainer.publish(site)) {
      output.collect(new StreamRecord<>(part, eventTime));
    }
    state.setPublished(eventTime);
    metrics(site).show(trainer);
  }

  private TrainerMetrics metrics(String site) {
    return metricsBySite.computeIfAbsent(
        site,
        name ->
            new TrainerMetrics(KeyedStates.metrics(getRuntimeContext(), SupportUids.DOMAIN), name));
  }

  /** The site's model, from the heap or from state. The current key has to be the site. */
  private SupportTrainer trainer(String site) throws Exception {
    SupportTrainer trainer = trainers.get(site);
    if (trainer == null) {
      makeRoom(site);
      trainer = state.load();
      trainers.put(site, trainer);
    }
    return trainer;
  }

  private void makeRoom(String site) throws Exception {
    if (trainers.size() >= settings.maxSites()) {
      Map.Entry<String, SupportTrainer> eldest = trainers.entrySet().iterator().next();
      setCurrentKey(eldest.getKey());
      state.save(eldest.getValue());
      trainers.remove(eldest.getKey());
      setCurrentKey(site);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    for (Map.Entry<String, SupportTrainer> entry : trainers.entrySet()) {
      setCurrentKey(entry.getKey());
      state.save(entry.getValue());
    }
    super.snapshotState(context);
  }
}
