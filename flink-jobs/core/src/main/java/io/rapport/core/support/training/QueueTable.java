package io.rapport.core.support.training;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The usual queue of each intent, learned from where agents put tickets. It counts tickets by
 * intent and queue; each new ticket of an intent decays its earlier ones a little, so that the
 * table follows a reorganised desk.
 */
final class QueueTable {

  private static final double DECAY = 0.98;
  private static final int QUEUES_AN_INTENT = 16;

  private final List<Map<String, Double>> counts = new ArrayList<>();

  void add(int intent, String queue) {
    while (counts.size() <= intent) {
      counts.add(new LinkedHashMap<>());
    }
    Map<String, Double> queues = counts.get(intent);
    queues.replaceAll((name, count) -> count * DECAY);
    queues.merge(queue, 1.0, Double::sum);
    if (queues.size() > QUEUES_AN_INTENT) {
      queues.remove(rarest(queues, queue));
    }
  }

  /** The intent's most frequent queue, the first seen of equals; null when none was seen. */
  String queue(int intent) {
    if (intent >= counts.size()) {
      return null;
    }
    String best = null;
    for (Map.Entry<String, Double> entry : counts.get(intent).entrySet()) {
      if (best == null || entry.getValue() > counts.get(intent).get(best)) {
        best = entry.getKey();
      }
    }
    return best;
  }

  private static String rarest(Map<String, Double> queues, String newest) {
    String rarest = null;
    for (Map.Entry<String, Double> entry : queues.entrySet()) {
      boolean rarer = rarest == null || entry.getValue() < queues.get(rarest);
      rarest = rarer && !entry.getKey().equals(newest) ? entry.getKey() : rarest;
    }
    return rarest;
  }

  void write(PackedWriter out) {
    out.writeVarint(counts.size());
    for (Map<String, Double> queues : counts) {
      out.writeVarint(queues.size());
      queues.forEach(
          (name, count) -> {
            out.writeString(name);
            out.writeDouble(count);
          });
    }
  }

  static QueueTable read(PackedReader in) {
    QueueTable table = new QueueTable();
    int intents = in.readVarint();
    for (int i = 0; i < intents; i++) {
      Map<String, Double> queues = new LinkedHashMap<>();
      int size = in.readVarint();
      for (int j = 0; j < size; j++) {
        queues.put(in.readString(), in.readDouble());
      }
      table.counts.add(queues);
    }
    return table;
  }
}
