package io.rapport.core.support.answer;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The numbers of times each suggested answer was accepted and rejected, for a bounded number of
 * answers: the one longest without a verdict is evicted first.
 */
public final class AnswerRecord {

  private static final int FORMAT = 1;

  /** The number of prior verdicts assumed, half of them accepted. */
  private static final double PRIOR = 4;

  private final int capacity;
  private final LinkedHashMap<String, int[]> verdicts = new LinkedHashMap<>();

  public AnswerRecord(int capacity) {
    this.capacity = capacity;
  }

  public void add(String answer, boolean accepted) {
    int[] counts = verdicts.remove(answer);
    counts = counts == null ? new int[2] : counts;
    counts[accepted ? 0 : 1]++;
    verdicts.put(answer, counts);
    if (verdicts.size() > capacity) {
      verdicts.remove(verdicts.keySet().iterator().next());
    }
  }

  /** The smoothed share of acceptances: a half before the first verdict, never 0 or 1. */
  public double acceptance(String answer) {
    int[] counts = verdicts.getOrDefault(answer, new int[2]);
    return (counts[0] + PRIOR / 2) / (counts[0] + counts[1] + PRIOR);
  }

  /** The answers with a verdict, the one longest without another first. */
  public Set<String> answers() {
    return verdicts.keySet();
  }

  /** The packed form. */
  public static PackedFormat<AnswerRecord> format(int capacity) {
    return new PackedFormat<>(
        "A record of answers",
        FORMAT,
        () -> new AnswerRecord(capacity),
        AnswerRecord::write,
        in -> read(in, capacity));
  }

  private void write(PackedWriter out) {
    out.writeVarint(verdicts.size());
    for (Map.Entry<String, int[]> entry : verdicts.entrySet()) {
      out.writeString(entry.getKey());
      out.writeVarint(entry.getValue()[0]);
      out.writeVarint(entry.getValue()[1]);
    }
  }

  private static AnswerRecord read(PackedReader in, int capacity) {
    AnswerRecord record = new AnswerRecord(capacity);
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      String answer = in.readString();
      int accepted = in.readVarint();
      int rejected = in.readVarint();
      record.verdicts.put(answer, new int[] {accepted, rejected});
    }
    return record;
  }
}
