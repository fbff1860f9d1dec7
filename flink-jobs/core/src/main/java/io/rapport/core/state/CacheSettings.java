package io.rapport.core.state;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Bounds of the write-behind cache in front of each keyed state, one a task. */
@RecordBuilder
public record CacheSettings(long bytes, long unwrittenBytes, double snapshotShare)
    implements Serializable, CacheSettingsBuilder.With {

  public static final CacheSettings DEFAULT =
      CacheSettingsBuilder.builder()
          .bytes(64L << 20)
          .unwrittenBytes(32L << 20)
          .snapshotShare(0.125)
          .build();

  public CacheSettings {
    Checks.atLeast("bytes", bytes, 0);
    Checks.atLeast("unwrittenBytes", unwrittenBytes, 0);
    Checks.within("snapshotShare", snapshotShare, 0.01, 1);
  }

  /** The settings of one of several equal caches: the sizes are divided by their number. */
  public CacheSettings divided(int shares) {
    return with(c -> c.bytes(bytes / shares).unwrittenBytes(unwrittenBytes / shares));
  }
}
