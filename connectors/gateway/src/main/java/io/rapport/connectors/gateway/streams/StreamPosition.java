package io.rapport.connectors.gateway.streams;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The position of a reader in a stream: the last offset of each partition. Its written form, {@code
 * 0:17,1:9}, is the {@code id} of a server-sent event.
 */
final class StreamPosition {

  private static final int MAX_PARTITIONS = 1_000;

  private final Map<Integer, Long> offsets;

  StreamPosition() {
    this(new TreeMap<>());
  }

  private StreamPosition(Map<Integer, Long> offsets) {
    this.offsets = offsets;
  }

  /** Reads the written form; empty when it is not one. */
  static Optional<StreamPosition> parse(String id) {
    Map<Integer, Long> offsets = new TreeMap<>();
    try {
      for (String part : id.split(",", MAX_PARTITIONS)) {
        int colon = part.indexOf(':');
        offsets.put(
            Integer.parseInt(part, 0, colon, 10),
            Long.parseLong(part, colon + 1, part.length(), 10));
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
    return Optional.of(new StreamPosition(offsets));
  }

  StreamPosition copy() {
    return new StreamPosition(new TreeMap<>(offsets));
  }

  void advance(int partition, long offset) {
    offsets.merge(partition, offset, Math::max);
  }

  /** The last offset of a partition; -1 when there was none. */
  long of(int partition) {
    return offsets.getOrDefault(partition, -1L);
  }

  Map<Integer, Long> offsets() {
    return offsets;
  }

  @Override
  public String toString() {
    return offsets.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
