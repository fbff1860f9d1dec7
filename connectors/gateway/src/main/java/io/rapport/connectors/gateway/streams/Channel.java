package io.rapport.connectors.gateway.streams;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stream of one product: its latest messages and its present readers. For any number of
 * threads.
 */
public final class Channel {

  /** A reader of a channel. It is called under the channel's lock, so it must not wait. */
  interface Reader {

    /**
     * Begins.
     *
     * @param position the channel's position, which the reader owns from here on
     * @param gap whether the reader asked to resume and messages are missing
     */
    void begin(StreamPosition position, boolean gap);

    void take(StreamMessage message);
  }

  private final String name;
  private final ReplayLog log;

  /**
   * A concurrent set, because readers are removed without this channel's lock. The thread that
   * removes one holds its connection's lock, for which a publishing thread may wait while it holds
   * the channel's.
   */
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

  private long published;

  public Channel(String name, long replayBytes) {
    this.name = name;
    this.log = new ReplayLog(replayBytes);
  }

  String name() {
    return name;
  }

  public synchronized void publish(StreamMessage message) {
    published++;
    log.add(message);
    readers.forEach(reader -> reader.take(message));
  }

  /**
   * Adds a reader.
   *
   * @param position the position to resume from; null to begin with the next message
   */
  synchronized void add(Reader reader, StreamPosition position) {
    if (position == null) {
      reader.begin(log.end(), false);
    } else {
      ReplayLog.Missed missed = log.since(position);
      reader.begin(missed.gap() ? log.end() : position.copy(), missed.gap());
      missed.messages().forEach(reader::take);
    }
    readers.add(reader);
  }

  /** Removes a reader; never waits. */
  void remove(Reader reader) {
    readers.remove(reader);
  }

  /** The present readers. */
  List<Reader> readers() {
    return List.copyOf(readers);
  }

  synchronized long published() {
    return published;
  }
}
