package io.rapport.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: 90s, 5m, 1h30m, 500ms; a bare number is seconds. */
public final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern MILLIS = Pattern.compile("\\d{1,15}ms");
  private static final Pattern DAYS = Pattern.compile("\\d{1,6}d");

  @Override
  public Duration convert(String text) {
    try {
      Duration duration = parse(text);
      if (duration.isNegative() || duration.isZero()) {
        throw new TypeConversionException("a duration has to be longer than 0, not " + text);
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + text + "' is no duration; write 90s, 5m, 1h30m or 30d");
    }
  }

  private static Duration parse(String text) {
    if (MILLIS.matcher(text).matches()) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    if (DAYS.matcher(text).matches()) {
      return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
    }
    String iso = text.chars().allMatch(Character::isDigit) ? text + "s" : text;
    return Duration.parse("PT" + iso.toUpperCase(Locale.ROOT));
  }
}
