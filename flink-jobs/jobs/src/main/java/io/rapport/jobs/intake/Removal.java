package io.rapport.jobs.intake;

import java.io.Serializable;

/**
 * What the removal of a key from a compacted input topic means, as an event.
 *
 * @param <E> the event
 */
@FunctionalInterface
public interface Removal<E> extends Serializable {

  /**
   * @param eventId deterministic id made of the record's origin
   * @param brokerTime when the broker received the tombstone, milliseconds since the epoch
   */
  E of(String eventId, long brokerTime, String site, String id);
}
