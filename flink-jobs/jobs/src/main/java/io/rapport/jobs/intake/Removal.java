package io.rapport.jobs.intake;

import java.io.Serializable;

/**
 * A mapping from a tombstone on a compacted topic to an event.
 *
 * @param <E> the event
 */
@FunctionalInterface
public interface Removal<E> extends Serializable {

  /**
   * @param eventId deterministic id, derived from the record's origin
   * @param brokerTime when the broker received the tombstone, milliseconds since the epoch
   */
  E of(String eventId, long brokerTime, String site, String id);
}
