package io.rapport.cli.replay;

import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Reads and shifts the event time of any input contract. */
final class EventTimes {

  private EventTimes() {}

  static long time(SpecificRecord event) {
    return ((Instant) event.get(field(event).pos())).toEpochMilli();
  }

  static void shift(SpecificRecord event, long millis) {
    event.put(field(event).pos(), Instant.ofEpochMilli(time(event) + millis));
  }

  private static Schema.Field field(SpecificRecord event) {
    return event.getSchema().getField("eventTime");
  }
}
