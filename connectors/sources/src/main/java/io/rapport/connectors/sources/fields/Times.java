package io.rapport.connectors.sources.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.connectors.sources.adapter.RefusalException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Times as other systems write them: ISO 8601 with a {@code T} or a blank, or seconds, milliseconds
 * or microseconds since the epoch, told by their size. A time without a zone is UTC.
 */
public final class Times {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("[['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' '][XXXXX][XXXX][X][' UTC']]")
          .toFormatter(Locale.ROOT);

  /** The years 1973 to 5138 in each unit: the ranges do not meet. */
  private static final BigDecimal LEAST = new BigDecimal("1e8");

  private static final BigDecimal SECONDS = new BigDecimal("1e11");
  private static final BigDecimal MILLIS = new BigDecimal("1e14");
  private static final BigDecimal MICROS = new BigDecimal("1e17");

  private static final int LAST_YEAR = 9_999;

  private Times() {}

  /**
   * The time at one of the paths; null when there is none.
   *
   * @throws RefusalException when it is no time
   */
  public static Instant at(JsonNode from, String... paths) throws RefusalException {
    JsonNode value = Pick.value(from, paths);
    return value == null || (value.isTextual() && value.textValue().isBlank())
        ? null
        : read(value, paths[0]);
  }

  private static Instant read(JsonNode value, String name) throws RefusalException {
    BigDecimal number = Pick.number(value);
    Instant time = number == null ? iso(value) : epoch(number);
    if (time == null) {
      throw new RefusalException(
          "invalid-time",
          name
              + " should be a time such as 2026-01-31T12:00:00Z, or seconds, milliseconds or"
              + " microseconds since 1970-01-01 UTC.");
    }
    return time;
  }

  private static Instant epoch(BigDecimal number) {
    if (number.compareTo(LEAST) < 0 || number.compareTo(MICROS) >= 0) {
      return null;
    }
    BigDecimal millis =
        number.compareTo(SECONDS) < 0
            ? number.movePointRight(3)
            : number.compareTo(MILLIS) < 0 ? number : number.movePointLeft(3);
    return Instant.ofEpochMilli(millis.longValue());
  }

  private static Instant iso(JsonNode value) {
    if (!value.isTextual()) {
      return null;
    }
    try {
      TemporalAccessor read =
          ISO.parseBest(
              value.textValue().strip(),
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from);
      Instant time =
          read instanceof OffsetDateTime at
              ? at.toInstant()
              : (read instanceof LocalDateTime at ? at : ((LocalDate) read).atStartOfDay())
                  .toInstant(ZoneOffset.UTC);
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      return year < 1 || year > LAST_YEAR ? null : Instant.ofEpochMilli(time.toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
