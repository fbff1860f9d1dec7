package io.rapport.core.recommendation.settings;

/** The items seen by a visitor that may not be recommended. */
public enum SeenFilter {
  /** None: all items may be recommended. */
  NONE,
  /** The item being looked at. */
  CURRENT,
  /** All items remembered. */
  ALL
}
