package io.rapport.connectors.kafka;

import java.util.Locale;

/** A topic's treatment of old records. */
public enum CleanupPolicy {
  /** Records older than the topic's retention are removed. */
  DELETE,
  /** The newest record of each key is kept; a null value removes the key. */
  COMPACT;

  /**
   * Reads the name used in schemas.
   *
   * @throws IllegalArgumentException when it is neither {@code delete} nor {@code compact}
   */
  static CleanupPolicy of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Kafka's name of the policy, the value of {@code cleanup.policy}. */
  public String kafkaName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
