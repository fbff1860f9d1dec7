package io.rapport.cli.replay;

import io.rapport.cli.lines.BadLineException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Parses times as data sets write them. A time without a zone is taken as UTC. */
final class Timestamps {

  /** 2000-01-01 and 2100-01-01, seconds since the epoch. */
  private static final double EARLIEST = 946_684_800;

  private static final double LATEST = 4_102_444_800.0;

  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(Locale.ROOT);

  private Timestamps() {}

  /**
   * Milliseconds since the epoch, from seconds or milliseconds since then (told by their size) or
   * from ISO 8601 with 'T' or a blank.
   *
   * @throws BadLineException when it is neither, or not between 2000 and 2100
   */
  static long parse(String text) throws BadLineException {
    double seconds = seconds(text);
    // Written so that NaN fails as well.
    if (!(seconds >= EARLIEST && seconds < LATEST)) {
      throw new BadLineException("invalid-time", "the time is not between 2000 and 2100");
    }
    return Math.round(seconds * 1_000);
  }

  private static double seconds(String text) throws BadLineException {
    try {
      double number = Double.parseDouble(text);
      return number >= LATEST ? number / 1_000 : number;
    } catch (NumberFormatException e) {
      return iso(text).toEpochMilli() / 1_000.0;
    }
  }

  private static Instant iso(String text) throws BadLineException {
    try {
      return text.endsWith("Z")
          ? Instant.parse(text)
          : LocalDateTime.parse(text, LOCAL).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new BadLineException("invalid-time", "the time is neither a number nor ISO 8601");
    }
  }
}
