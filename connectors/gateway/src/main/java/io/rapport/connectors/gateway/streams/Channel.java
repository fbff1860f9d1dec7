package io.rapport.connectors.gateway.streams;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The stream of one product: its latest messages and who reads it now. For any threads. */
public final class Channel {

  /** Who reads a channel. Called under its lock, so it must not wait. */
  interface Reader {

    /**
     * Begins.
     *
     * @param position where the channel stands; the reader's own from here on
     * @param gap whether the reader asked to resume and something is missing
     */
    void begin(StreamPosition position, boolean gap);

    void take(StreamMessage message);
  }

  private final String name;
  private final ReplayLog log;

  /**
   * Safe for any thread by itself: a reader is removed by a connection's thread that holds the
   * connection's lock, for which a thread that publishes may wait while it holds this one's.
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
   * @param position where it was; null for one that wants only what comes from now on
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

  /** The readers of now. */
  List<Reader> readers() {
    return List.copyOf(readers);
  }

  synchronized long published() {
    return published;
  }
}
