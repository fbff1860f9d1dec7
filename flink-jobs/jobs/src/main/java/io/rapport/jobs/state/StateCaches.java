package io.rapport.jobs.state;

import io.rapport.core.state.CacheSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * The write-behind caches of one function's states: the current key, all that is held back, and
 * what was held back when the snapshot was taken that is restored.
 */
final class StateCaches {

  private final KeyContext keys;
  private final CacheSettings settings;
  private final Map<String, List<Unflushed>> restored;
  private final Map<String, PackedState<?>> states = new LinkedHashMap<>();

  StateCaches(KeyContext keys, CacheSettings settings, Map<String, List<Unflushed>> restored) {
    this.keys = keys;
    this.settings = settings;
    this.restored = restored;
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

  /**
   * Adds a state.
   *
   * @return what it held back when the snapshot was taken that is restored
   */
  List<Unflushed> add(String name, PackedState<?> state) {
    states.put(name, state);
    List<Unflushed> held = restored.remove(name);
    return held == null ? List.of() : held;
  }

  /**
   * To be asked once the function is open.
   *
   * @throws IllegalStateException when a snapshot holds values of a state that nobody has added
   */
  void requireAllRestored() {
    if (!restored.isEmpty()) {
      throw new IllegalStateException(
          "The snapshot holds values of states this program does not have: "
              + restored.keySet()
              + ". Restore it with the version that has them.");
    }
  }

  /** Holds on to everything held back, for a snapshot that another thread writes. */
  List<StateSnapshot> freeze() {
    List<StateSnapshot> frozen = new ArrayList<>();
    states.forEach((name, state) -> frozen.add(new StateSnapshot(name, state.freeze())));
    return frozen;
  }
}
