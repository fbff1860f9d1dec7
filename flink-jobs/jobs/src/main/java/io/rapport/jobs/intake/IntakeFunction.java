package io.rapport.jobs.intake;

import io.rapport.avro.DeadLetter;
import io.rapport.connectors.kafka.DeadLetters;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.CleaningRules;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.quality.FieldSample;
import io.rapport.jobs.state.Noted;
import io.rapport.jobs.state.StateNote;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Maps and cleans the records of one input topic.
 *
 * <pre>
 * in    {@link Decoded} record or tombstone of the topic
 * out   {@code E}, the cleaned event
 * side  {@link #DEAD_LETTERS}: {@link DeadLetter} for each record that cannot be decoded or cleaned
 *       {@link #SAMPLES}: {@link FieldSample} of each record that the rules saw, if the feed is
 *       sampled
 * </pre>
 *
 * <p>Each record counts once as read, and each dead letter once.
 */
public final class IntakeFunction<A extends SpecificRecord, E>
    extends ProcessFunction<Decoded<A>, E> implements CheckpointedFunction, Noted {

  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));

  /** Measures of the quality of the feed's data. */
  public static final OutputTag<FieldSample> SAMPLES =
      new OutputTag<>("samples", TypeInformation.of(FieldSample.class));

  private final Feed feed;
  private final EventMapping<A, E> mapping;
  private final Removal<E> removal;
  private final CleaningSettings settings;
  private final CleaningRules rules;
  private boolean sampled;

  private transient Cleaning cleaning;
  private transient StatisticsState statistics;
  private transient Accounting accounting;
  private transient Context current;
  private transient long brokerTime;

  /**
   * @param removal maps a tombstone; null where a tombstone is a dead letter
   */
  public IntakeFunction(
      Feed feed,
      EventMapping<A, E> mapping,
      Removal<E> removal,
      CleaningSettings settings,
      CleaningRules rules) {
    this.feed = feed;
    this.mapping = mapping;
    this.removal = removal;
    this.settings = settings;
    this.rules = rules;
  }

  /** Sends a sample of each record to {@link #SAMPLES}, for one job alone of those that read it. */
  public IntakeFunction<A, E> sampled(boolean so) {
    sampled = so;
    return this;
  }

  @Override
  public StateNote note() {
    return StateNote.per("task", "counts of events", "one an outcome")
        .unlimited()
        .and(
            StateNote.per("task", "statistics of the rules", "the segments of each rule")
                .until("two windows of the rule"));
  }

  @Override
  public void processElement(Decoded<A> record, Context context, Collector<E> out) {
    accounting.in(feed);
    E event;
    try {
      if (record.hasValue()) {
        current = context;
        brokerTime = record.origin().timestamp();
        event = mapping.toDomain(record.value(), brokerTime, cleaning);
      } else if (record.isTombstone() && removal != null) {
        event = removed(record);
      } else {
        bury(context, DeadLetters.of(record));
        return;
      }
    } catch (RejectedEventException e) {
      bury(context, DeadLetters.of(record, "clean", e.rejection().code(), e.getMessage()));
      return;
    }
    out.collect(event);
  }

  private E removed(Decoded<A> tombstone) throws RejectedEventException {
    byte[] raw = tombstone.key() == null ? new byte[0] : tombstone.key();
    String key = new String(raw, StandardCharsets.UTF_8);
    int separator = key.indexOf(Keys.SEPARATOR);
    if (separator < 0) {
      throw new RejectedEventException(
          Rejection.MISSING_FIELD, "a tombstone's key has to be site" + Keys.SEPARATOR + "id");
    }
    return removal.of(
        "tombstone-" + tombstone.origin().id(),
        tombstone.origin().timestamp(),
        cleaning.cleaner().site(Keys.site(key)),
        cleaning.cleaner().required("key", Keys.id(key)));
  }

  private void bury(Context context, DeadLetter letter) {
    accounting.count(feed, Outcome.DEAD_LETTERED);
    context.output(DEAD_LETTERS, letter);
  }

  Accounting accounting() {
    return accounting;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    // Restored before open is called, which therefore finds the cleaning complete.
    cleaning = new Cleaning(settings, rules);
    if (sampled) {
      cleaning.observe(
          (values, time) -> current.output(SAMPLES, FieldSample.of(values, time, brokerTime)));
    }
    statistics = StatisticsState.restore(cleaning, getRuntimeContext().getTaskInfo(), context);
    getRuntimeContext()
        .getMetricGroup()
        .addGroup("rapport")
        .addGroup("intake")
        .addGroup(feed.label())
        .gauge("segments", (Gauge<Integer>) cleaning::segments);
    accounting = Accounting.restore("intake", context, getRuntimeContext().getMetricGroup());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    statistics.snapshot();
    accounting.snapshot();
  }
}
