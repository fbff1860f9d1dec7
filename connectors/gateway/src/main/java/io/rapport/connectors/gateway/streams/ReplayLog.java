package io.rapport.connectors.gateway.streams;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest messages of a product, bounded in bytes, and where it begins: so that a reader who
 * comes back can be told whether anything is missing. For one thread at a time.
 */
final class ReplayLog {

  private final long maxBytes;
  private final Deque<StreamMessage> messages = new ArrayDeque<>();

  /** Of each partition, the last offset that is not, or no longer, in the log. */
  private final Map<Integer, Long> floors = new HashMap<>();

  private final StreamPosition end = new StreamPosition();
  private long bytes;

  ReplayLog(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void add(StreamMessage message) {
    floors.putIfAbsent(message.partition(), message.offset() - 1);
    end.advance(message.partition(), message.offset());
    messages.addLast(message);
    bytes += message.bytes();
    while (bytes > maxBytes && messages.size() > 1) {
      StreamMessage oldest = messages.removeFirst();
      bytes -= oldest.bytes();
      floors.put(oldest.partition(), oldest.offset());
    }
  }

  /** Where the newest message of each partition is. */
  StreamPosition end() {
    return end.copy();
  }

  /**
   * What a reader has missed.
   *
   * @param messages those after its position, oldest first
   * @param gap whether some of what it missed is not among them
   */
  record Missed(List<StreamMessage> messages, boolean gap) {}

  Missed since(StreamPosition position) {
    boolean gap =
        end.offsets().entrySet().stream()
            .anyMatch(
                partition ->
                    position.of(partition.getKey()) < floors.get(partition.getKey())
                        || position.of(partition.getKey()) > partition.getValue());
    // A partition the log knows nothing of: the topic is another one, or nothing was read of it.
    gap |= position.offsets().keySet().stream().anyMatch(p -> end.of(p) < 0);
    List<StreamMessage> missed = new ArrayList<>();
    for (StreamMessage message : messages) {
      if (message.offset() > position.of(message.partition())) {
        missed.add(message);
      }
    }
    return new Missed(missed, gap);
  }
}
