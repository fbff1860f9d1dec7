package io.rapport.core.cleaning;

import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.RejectedEventException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The cleaning of a task: its rules, compiled once, the statistics that they keep, and the checks
 * of identifiers and times that no rule can change. Not thread-safe.
 *
 * <pre>
 * FieldValues values = cleaning.begin(Source.CLICK).set(PRICE, click.getPrice());
 * cleaning.clean(values, eventTime);
 * values.number(PRICE), cleaning.changes()
 * </pre>
 */
public final class Cleaning {

  /** The name, in changes, of the rule that a line needs an item; no rules file can change it. */
  private static final String LINE = "line";

  /** The name, in changes, of the rule of what an identifier is. */
  private static final String ID = "id";

  private static final Step[] NO_STEPS = {};

  private final Cleaner cleaner;
  private final Map<Source, Step[]> steps = new EnumMap<>(Source.class);
  private final Map<Source, FieldValues> values = new EnumMap<>(Source.class);
  private final Statistics statistics = new Statistics();
  private final Changes changes = new Changes();
  private Observer observer = (record, time) -> {};

  /** Sees each record after its rules, also one that they reject. */
  @FunctionalInterface
  public interface Observer {

    /**
     * @param time event time, milliseconds since the epoch
     */
    void observe(FieldValues record, long time);
  }

  public Cleaning(CleaningSettings settings, CleaningRules rules) {
    this.cleaner = new Cleaner(settings);
    StepCompiler compiler = new StepCompiler(statistics);
    Map<Source, List<Step>> compiled = new EnumMap<>(Source.class);
    for (CleaningRule rule : rules.list()) {
      for (Field field : rule.head().fields()) {
        compiled
            .computeIfAbsent(Source.labelled(field.source()), any -> new ArrayList<>())
            .add(compiler.compile(rule, field));
      }
    }
    compiled.forEach((source, list) -> steps.put(source, list.toArray(NO_STEPS)));
    for (Source source : Source.values()) {
      values.put(source, new FieldValues(source));
    }
  }

  /** The checks of identifiers and times. */
  public Cleaner cleaner() {
    return cleaner;
  }

  /** Sends each cleaned record to an observer. */
  public void observe(Observer by) {
    observer = by;
  }

  /**
   * Empty values for the next record of a source. The changes to the event before are forgotten.
   */
  public FieldValues begin(Source source) {
    changes.clear();
    return more(source);
  }

  /** Empty values for a further record of the same event, such as a line of a purchase. */
  public FieldValues more(Source source) {
    FieldValues record = values.get(source);
    record.clear();
    return record;
  }

  /**
   * Applies the rules to a record, in the order of the file.
   *
   * @param time event time, milliseconds since the epoch
   * @return whether the record is kept; false drops the line of a purchase
   * @throws RejectedEventException when a rule makes the event a dead letter
   */
  public boolean clean(FieldValues record, long time) throws RejectedEventException {
    boolean kept = true;
    try {
      for (Step step : steps.getOrDefault(record.source(), NO_STEPS)) {
        kept = step.apply(record, time, changes);
        if (!kept) {
          break;
        }
      }
    } finally {
      observer.observe(record, time);
    }
    return kept;
  }

  /** Notes that a line was left out because of a field without which there is no line. */
  public void dropped(Field field) {
    changes.add(LINE, ChangeKind.DROPPED, field);
  }

  /**
   * Notes that an identifier does not count, if so.
   *
   * @param given the value as it came, or null
   * @param kept what {@link Cleaner#optional} made of it
   */
  public void identifier(Field field, String given, String kept) {
    if (kept == null && given != null && !given.isBlank()) {
      changes.add(ID, ChangeKind.REMOVED, field);
    }
  }

  /** The changes to the event, as it keeps them; empty for a clean one. */
  public String changes() {
    return changes.encoded();
  }

  /** Whether the rules keep statistics. */
  public boolean learns() {
    return !statistics.isEmpty();
  }

  /** The segments of all statistics. */
  public int segments() {
    return statistics.segments();
  }

  /** The packed statistics. */
  public byte[] pack() {
    return statistics.pack();
  }

  /** Adds packed statistics to those learned so far. */
  public void merge(byte[] packed) {
    statistics.merge(packed);
  }
}
