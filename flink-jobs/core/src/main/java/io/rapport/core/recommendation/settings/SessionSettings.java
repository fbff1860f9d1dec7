package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * What an item remembers of the sessions that touched it.
 *
 * @param maxSessions sessions remembered an item, one a visitor; the one longest ago gives way. 0
 *     switches session neighbours off
 * @param reach items remembered of a session before the item, and as many after it
 * @param replySize best candidates sent to the visitor
 */
public record SessionSettings(int maxSessions, int reach, int replySize) implements Serializable {

  public static final SessionSettings DEFAULT = new SessionSettings(200, 10, 40);

  public SessionSettings {
    Checks.atLeast("maxSessions", maxSessions, 0);
    Checks.atLeast("reach", reach, 1);
    Checks.atLeast("replySize", replySize, 1);
  }

  /** The same without session neighbours. */
  public SessionSettings off() {
    return new SessionSettings(0, reach, replySize);
  }
}
