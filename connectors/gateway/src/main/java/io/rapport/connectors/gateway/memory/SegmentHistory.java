package io.rapport.connectors.gateway.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The newest notes of segment sizes. For any number of threads. */
public final class SegmentHistory {

  /**
   * The segment sizes at one time.
   *
   * @param time in milliseconds since 1970-01-01 UTC
   * @param sizes customers by segment, by site
   */
  public record Note(long time, Map<String, Map<Integer, Integer>> sizes) {}

  private final int length;
  private final Deque<Note> notes = new ArrayDeque<>();

  public SegmentHistory(int length) {
    this.length = length;
  }

  public synchronized void add(Note note) {
    notes.addLast(note);
    if (notes.size() > length) {
      notes.removeFirst();
    }
  }

  /** Oldest first. */
  public synchronized List<Note> notes() {
    return List.copyOf(notes);
  }
}
