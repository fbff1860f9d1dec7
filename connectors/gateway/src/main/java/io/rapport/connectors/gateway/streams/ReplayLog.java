package io.rapport.connectors.gateway.streams;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest messages of a product, bounded in bytes. It knows its beginning, so that a reader that
 * comes back learns whether it missed messages. For one thread at a time.
 */
final class ReplayLog {

  private final long maxBytes;
  private final Deque<StreamMessage> messages = new ArrayDeque<>();

  /** The last offset of each partition that is not, or no longer, in the log. */
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

  /** The position of the newest message of each partition. */
  StreamPosition end() {
    return end.copy();
  }

  /**
   * The messages that a reader has missed.
   *
   * @param messages the kept ones after its position, oldest first
   * @param gap whether it missed others that are not kept
   */
  record Missed(List<StreamMessage> messages, boolean gap) {}

  Missed since(StreamPosition position) {
    boolean gap =
        end.offsets().entrySet().stream()
            .anyMatch(
                partition ->
                    position.of(partition.getKey()) < floors.get(partition.getKey())
                        || position.of(partition.getKey()) > partition.getValue());
    // A partition that the log does not know: it is of another topic, or nothing was read from it.
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
