package io.rapport.benchmarks.stack;

import org.apache.avro.specific.SpecificRecord;

/** A shop's events, without end and the same for the same seed. Not for several threads. */
public interface EventSource {

  /** The next event. */
  SpecificRecord next(String eventId, long eventTimeMillis);

  /** The number of people who have come so far. */
  long people();
}
