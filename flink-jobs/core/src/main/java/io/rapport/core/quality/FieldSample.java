package io.rapport.core.quality;

import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.hash.Hash64;

/**
 * The part of a record that the quality of its source is measured by; none of its values.
 *
 * @param source name of a {@link Source}
 * @param eventTime milliseconds since the epoch
 * @param delayMillis from the event to the broker
 * @param present fields that came with a value, a bit each by index
 * @param flawed fields whose value a rule found wrong, a bit each by index
 * @param hashes of the fields that are expected to be unique, in their order; 0 for a missing one
 */
@SuppressWarnings("ArrayRecordComponent") // One a record; never compared.
public record FieldSample(
    String source,
    String site,
    long eventTime,
    long delayMillis,
    long present,
    long flawed,
    long[] hashes) {

  /** The sample of a cleaned record. */
  public static FieldSample of(FieldValues record, long eventTime, long brokerTime) {
    Source source = record.source();
    long[] hashes = new long[source.uniqueFields().size()];
    for (int i = 0; i < hashes.length; i++) {
      Field field = source.uniqueFields().get(i);
      String value = record.text(field);
      hashes[i] = value == null ? 0 : Hash64.of(value);
    }
    return new FieldSample(
        source.name(),
        record.text(source.site()),
        eventTime,
        brokerTime - eventTime,
        record.present(),
        record.flawed(),
        hashes);
  }
}
