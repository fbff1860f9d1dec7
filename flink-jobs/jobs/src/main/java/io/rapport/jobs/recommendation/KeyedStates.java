package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.CacheSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * The {@link PackedState}s of one function: whose key is the current one, and which of them hold
 * writes back.
 */
final class KeyedStates {

  private final KeyContext keys;
  private final CacheSettings settings;
  private final List<PackedState<?>> states = new ArrayList<>();

  KeyedStates(KeyContext keys, CacheSettings settings) {
    this.keys = keys;
    this.settings = settings;
  }

  CacheSettings settings() {
    return settings;
  }

  String currentKey() {
    return (String) keys.getCurrentKey();
  }

  void setCurrentKey(String key) {
    keys.setCurrentKey(key);
  }

  void add(PackedState<?> state) {
    states.add(state);
  }

  /** Writes everything held back, in time for a snapshot. */
  void flush() throws IOException {
    for (PackedState<?> state : states) {
      state.flush();
    }
  }
}
