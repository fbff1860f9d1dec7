package io.rapport.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: 90s, 5m, 1h30m; a bare number is seconds. */
public final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    String iso = text.chars().allMatch(Character::isDigit) ? text + "s" : text;
    try {
      Duration duration = Duration.parse("PT" + iso.toUpperCase(Locale.ROOT));
      if (duration.isNegative() || duration.isZero()) {
        throw new TypeConversionException("a duration has to be longer than 0, not " + text);
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is no duration; write 90s, 5m or 1h30m");
    }
  }
}
