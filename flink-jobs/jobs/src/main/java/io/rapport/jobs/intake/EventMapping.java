package io.rapport.jobs.intake;

import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.intake.RejectedEventException;
import java.io.Serializable;

/**
 * A mapping from a contract's record to a cleaned event.
 *
 * @param <A> Avro record
 * @param <E> event of {@code core.intake}
 */
@FunctionalInterface
public interface EventMapping<A, E> extends Serializable {

  /**
   * @param brokerTime when the broker received the record, milliseconds since the epoch
   * @throws RejectedEventException when the record cannot be used
   */
  E toDomain(A record, long brokerTime, Cleaning cleaning) throws RejectedEventException;
}
