package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * What is kept of a visitor so that it can be taken back when they ask to be erased. What is older,
 * or more, stays counted, without a name, until it has faded.
 *
 * @param visits learned visits kept of a visitor, some 10 bytes each
 * @param orders order ids kept of a visitor
 * @param windowMillis how long they are kept after the last one
 */
public record ErasureSettings(int visits, int orders, long windowMillis) implements Serializable {

  public static final ErasureSettings DEFAULT =
      new ErasureSettings(256, 64, 30L * 24 * 60 * 60 * 1000);

  public ErasureSettings {
    Checks.atLeast("visits", visits, 0);
    Checks.atLeast("orders", orders, 0);
    Checks.atLeast("windowMillis", windowMillis, 0);
  }
}
