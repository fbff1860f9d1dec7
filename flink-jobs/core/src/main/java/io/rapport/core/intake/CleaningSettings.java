package io.rapport.core.intake;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Bounds of the identifiers and times that cleaning accepts.
 *
 * @param maxIdLength in UTF-16 units
 * @param minEventTime oldest event time accepted, milliseconds since the epoch
 */
@RecordBuilder
public record CleaningSettings(long maxFutureMillis, long minEventTime, int maxIdLength)
    implements Serializable, CleaningSettingsBuilder.With {

  /** 2000-01-01: an older event time is a unit mistake (seconds for milliseconds), not history. */
  public static final long YEAR_2000 = 946_684_800_000L;

  public static final CleaningSettings DEFAULT =
      CleaningSettingsBuilder.builder()
          .maxFutureMillis(300_000)
          .minEventTime(YEAR_2000)
          .maxIdLength(200)
          .build();
}
