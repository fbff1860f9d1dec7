package io.rapport.core.intake;

import java.io.Serializable;

/**
 * Bounds of what cleaning accepts.
 *
 * @param phoneRegion ISO 3166-1 alpha-2 region of telephone numbers without a country prefix
 * @param maxFutureMillis how far an event may lie ahead of the broker's clock
 * @param minEventTime oldest event time accepted, milliseconds since the epoch
 * @param maxIdLength longest identifier accepted, in UTF-16 units
 * @param maxTextLength longest text kept, in UTF-16 units; the rest is cut
 * @param maxPrice highest unit price; a higher one is clipped and marked
 * @param maxQuantity highest quantity of one line; a higher one is clipped and marked
 */
public record CleaningSettings(
    String phoneRegion,
    long maxFutureMillis,
    long minEventTime,
    int maxIdLength,
    int maxTextLength,
    double maxPrice,
    int maxQuantity)
    implements Serializable {

  /** 2000-01-01: an older event time is a unit mistake (seconds for milliseconds), not history. */
  public static final long YEAR_2000 = 946_684_800_000L;

  public static final CleaningSettings DEFAULT =
      new CleaningSettings("US", 300_000, YEAR_2000, 200, 20_000, 1_000_000, 100_000);
}
