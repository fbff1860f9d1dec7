package io.rapport.core.cleaning.form;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Times from texts, by the first of several formats that fits. */
public final class Dates {

  private final List<DateTimeFormatter> formats;
  private final ZoneId zone;

  /**
   * Formats in the order in which they are tried.
   *
   * @param patterns of {@link DateTimeFormatter}, or {@code iso} for dates and times of ISO 8601
   * @param zone of a text without an offset
   * @throws IllegalArgumentException for a pattern that is none
   */
  public Dates(List<String> patterns, ZoneId zone) {
    this.formats = patterns.stream().flatMap(Dates::formats).toList();
    this.zone = zone;
  }

  private static Stream<DateTimeFormatter> formats(String pattern) {
    return pattern.equals("iso")
        ? Stream.of(DateTimeFormatter.ISO_DATE_TIME, DateTimeFormatter.ISO_LOCAL_DATE)
        // A strict resolver wants the year of the calendar (u), and not of the era (y).
        : Stream.of(
            DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT));
  }

  /** Milliseconds since the epoch, or NaN for a text that fits no format, such as 31 February. */
  public double parse(String text) {
    String trimmed = text.strip();
    for (DateTimeFormatter format : formats) {
      try {
        TemporalAccessor read =
            format.parseBest(trimmed, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        return millis(read);
      } catch (DateTimeException e) {
        // Falls through to the next format.
      }
    }
    return Double.NaN;
  }

  private double millis(TemporalAccessor read) {
    if (read instanceof OffsetDateTime at) {
      return at.toInstant().toEpochMilli();
    }
    LocalDateTime local = read instanceof LocalDateTime at ? at : ((LocalDate) read).atStartOfDay();
    return local.atZone(zone).toInstant().toEpochMilli();
  }
}
