package io.rapport.core.state;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * The write-behind cache in front of each keyed state, one a task.
 *
 * @param bytes of the values held, as large as they are when packed; on the heap they take about
 *     twice that
 * @param unwrittenBytes of the values changed since they were last written to the state; every
 *     snapshot holds all of them, so that more means fewer writes and larger checkpoints
 * @param snapshotShare of the processors, from 0.01 to 1: how much of them, but never more than
 *     one, all snapshots of a process together take for what they hold of the caches; the rest is
 *     left to the tasks
 */
public record CacheSettings(long bytes, long unwrittenBytes, double snapshotShare)
    implements Serializable {

  public static final CacheSettings DEFAULT = new CacheSettings(64L << 20, 32L << 20, 0.125);

  public CacheSettings {
    Checks.atLeast("bytes", bytes, 0);
    Checks.atLeast("unwrittenBytes", unwrittenBytes, 0);
    Checks.within("snapshotShare", snapshotShare, 0.01, 1);
  }

  /** The same with other sizes. */
  public CacheSettings sized(long newBytes, long newUnwrittenBytes) {
    return new CacheSettings(newBytes, newUnwrittenBytes, snapshotShare);
  }

  /** The same with a share of the sizes, for one of several caches. */
  public CacheSettings divided(int shares) {
    return sized(bytes / shares, unwrittenBytes / shares);
  }
}
