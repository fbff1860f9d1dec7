package io.rapport.cli;

import java.util.Map;

/** Who produces the demo's events. */
interface Shop extends AutoCloseable {
  /** Starts to produce, in threads of its own. */
  void start();

  /** Events that the broker has taken so far, by feed: the topic's name without its prefix. */
  Map<String, Long> produced();

  /** Stops producing; returns when the broker has taken everything that was produced. */
  @Override
  void close();
}
