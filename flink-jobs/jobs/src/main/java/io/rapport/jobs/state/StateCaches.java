package io.rapport.jobs.state;

import io.rapport.core.state.CacheSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * The write-behind caches of one function's states, with the current key, the time of the stream,
 * and the unflushed values of the restored snapshot.
 */
final class StateCaches {

  private final KeyContext keys;
  private final CacheSettings settings;
  private final Map<String, List<Unflushed>> restored;
  private final StreamTime time;
  private final Map<String, PackedState<?>> states = new LinkedHashMap<>();
  private final List<PartedState<?>> parted = new ArrayList<>();

  StateCaches(
      KeyContext keys,
      CacheSettings settings,
      Map<String, List<Unflushed>> restored,
      StreamTime time) {
    this.keys = keys;
    this.settings = settings;
    this.restored = restored;
    this.time = time;
  }

  CacheSettings settings() {
    return settings;
  }

  StreamTime time() {
    return time;
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
   * @return its unflushed values in the restored snapshot
   */
  List<Unflushed> add(String name, PackedState<?> state) {
    states.put(name, state);
    List<Unflushed> held = restored.remove(name);
    return held == null ? List.of() : held;
  }

  /** Adds a state that is written at each barrier. */
  void add(PartedState<?> state) {
    parted.add(state);
  }

  /** Writes to the state backend what has to be there at a barrier. */
  void flush() throws IOException {
    for (PartedState<?> state : parted) {
      state.flush();
    }
  }

  /**
   * Checks, once the function is open, that it has all states of the restored snapshot.
   *
   * @throws IllegalStateException when the snapshot holds values of a state that was not added
   */
  void requireAllRestored() {
    if (!restored.isEmpty()) {
      throw new IllegalStateException(
          "The snapshot holds values of states that this version does not have: "
              + restored.keySet()
              + ". Restore it with the version that has them.");
    }
  }

  /** Freezes all unflushed values, for a snapshot that another thread writes. */
  List<StateSnapshot> freeze() {
    List<StateSnapshot> snapshots = new ArrayList<>();
    states.forEach((name, state) -> snapshots.add(new StateSnapshot(name, state.freeze())));
    return snapshots;
  }
}
