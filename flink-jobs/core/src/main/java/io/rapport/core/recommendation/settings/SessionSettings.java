package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Bounds of an item's memory of the sessions that touched it. */
@RecordBuilder
public record SessionSettings(int maxSessions, int reach, int replySize)
    implements Serializable, SessionSettingsBuilder.With {

  public static final SessionSettings DEFAULT =
      SessionSettingsBuilder.builder().maxSessions(200).reach(10).replySize(40).build();

  public SessionSettings {
    Checks.atLeast("maxSessions", maxSessions, 0);
    Checks.atLeast("reach", reach, 1);
    Checks.atLeast("replySize", replySize, 1);
  }

  /** A copy without session neighbours. */
  public SessionSettings off() {
    return withMaxSessions(0);
  }
}
