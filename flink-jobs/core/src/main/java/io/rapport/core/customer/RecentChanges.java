package io.rapport.core.customer;

import io.rapport.core.cleaning.Change;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The last {@value #CAPACITY} changes that cleaning made to a customer's events, newest first. The
 * same of them are kept whatever the order in which events and profiles arrive.
 */
final class RecentChanges {

  static final int CAPACITY = 10;

  private record Entry(long time, String change) {}

  private final TreeSet<Entry> entries =
      new TreeSet<>(Comparator.comparingLong(Entry::time).reversed().thenComparing(Entry::change));

  /**
   * Adds the changes of an event.
   *
   * @param changes as the event keeps them
   */
  void add(String changes, long time) {
    if (changes != null && !changes.isEmpty()) {
      for (String change : changes.split(",", -1)) {
        add(new Entry(time, change));
      }
    }
  }

  void merge(RecentChanges other) {
    other.entries.forEach(this::add);
  }

  /** The changes, newest first. */
  List<CleaningNote> list() {
    return entries.isEmpty() ? List.of() : entries.stream().map(RecentChanges::note).toList();
  }

  private static CleaningNote note(Entry entry) {
    Change change = Change.parse(entry.change()).get(0);
    return new CleaningNote(
        entry.time(), change.rule(), change.kind().code(), change.field(), change.value());
  }

  void write(PackedWriter out) {
    out.writeVarint(entries.size());
    for (Entry entry : entries) {
      out.writeLong(entry.time());
      out.writeString(entry.change());
    }
  }

  void read(PackedReader in) {
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      add(new Entry(in.readLong(), in.readString()));
    }
  }

  private void add(Entry entry) {
    entries.add(entry);
    if (entries.size() > CAPACITY) {
      entries.pollLast();
    }
  }
}
