package io.rapport.core.cleaning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes to one event, in the order they were made and each once. An event with many lines
 * keeps {@value #CAPACITY}. Not thread-safe.
 */
public final class Changes {

  /** Most changes kept on an event. */
  public static final int CAPACITY = 32;

  private final List<Change> made = new ArrayList<>();

  void clear() {
    made.clear();
  }

  /** Notes a change without a new value. */
  void add(String rule, ChangeKind kind, Field field) {
    add(new Change(rule, kind, field.name(), null));
  }

  /** Notes a change to a text; its value is kept unless it is personal. */
  void add(String rule, ChangeKind kind, Field field, String value) {
    boolean shown = field.role() == FieldRole.PLAIN;
    add(
        new Change(
            rule,
            kind,
            field.name(),
            shown ? value.substring(0, Math.min(value.length(), Change.LONGEST)) : null));
  }

  /** Notes a change to a number. */
  void add(String rule, ChangeKind kind, Field field, double value) {
    String text =
        switch (field.type()) {
          case WHOLE -> String.valueOf((long) value);
          case TIME -> Instant.ofEpochMilli((long) value).toString();
          default -> Plain.text(value);
        };
    add(rule, kind, field, text);
  }

  private void add(Change change) {
    if (made.size() < CAPACITY && !made.contains(change)) {
      made.add(change);
    }
  }

  /** The changes so far. */
  public List<Change> list() {
    return List.copyOf(made);
  }

  /** The text that the event keeps, which {@link Change#parse} reads; empty for a clean event. */
  public String encoded() {
    return made.isEmpty() ? "" : Change.join(made);
  }
}
