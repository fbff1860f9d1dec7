package io.rapport.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * Flink's log of state changes over RocksDB. Without it every stateful operator's database writes
 * its tables at each checkpoint while the tasks wait; with it a log is written as changes happen,
 * and the tables now and then.
 */
public final class StateChangelog {

  private StateChangelog() {}

  /** The options of a cluster that keeps the log in a directory. */
  public static Map<String, String> settings(Path directory) {
    return Map.of(
        "state.changelog.enabled", "true",
        "state.changelog.storage", "filesystem",
        "state.changelog.dstl.dfs.base-path", directory.toUri().toString(),
        "state.changelog.periodic-materialize.interval", "3 min");
  }
}
