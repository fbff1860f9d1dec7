package io.rapport.core.cleaning.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rapport.core.cleaning.form.Numbers.Decimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "12,50; COMMA; 12.5",
        "1.299,00 EUR; COMMA; 1299",
        "€ 3,5; COMMA; 3.5",
        "1 299,00; COMMA; 1299",
        "1,299.50; POINT; 1299.5",
        "$12; POINT; 12",
        "-3.5; POINT; -3.5",
        "12,50; AUTO; 12.5",
        "1.299,00; AUTO; 1299",
        "1,299.00; AUTO; 1299",
        "1.299.000; AUTO; 1299000",
        "2.55; AUTO; 2.55",
        "0,5; AUTO; 0.5",
        "1,299; AUTO; NaN",
        "12,50; POINT; NaN",
        "1.2.3; AUTO; NaN",
        "twelve; AUTO; NaN",
        "'-'; AUTO; NaN",
      })
  void parse(String text, Decimal decimal, double expected) {
    assertThat(Numbers.parse(text, decimal)).isEqualTo(Double.valueOf(expected));
  }

  @Test
  void timesAreReadByTheFirstFormatThatFits() {
    Dates dates = new Dates(List.of("iso", "dd.MM.yyyy HH:mm", "dd.MM.yyyy"), ZoneOffset.UTC);
    assertThat(dates.parse("2011-12-09T12:50:00Z")).isEqualTo(millis("2011-12-09T12:50:00Z"));
    assertThat(dates.parse("09.12.2011 12:50")).isEqualTo(millis("2011-12-09T12:50:00Z"));
    assertThat(dates.parse("09.12.2011")).isEqualTo(millis("2011-12-09T00:00:00Z"));
    assertThat(dates.parse("31.02.2011")).isNaN();
    assertThat(dates.parse("yesterday")).isNaN();
  }

  @Test
  void aTextWithoutAnOffsetIsOfTheZone() {
    Dates dates = new Dates(List.of("iso"), ZoneId.of("Europe/Berlin"));
    assertThat(dates.parse("2011-12-09T12:50:00")).isEqualTo(millis("2011-12-09T11:50:00Z"));
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dates(List.of("bad"), ZoneOffset.UTC));
  }

  private static double millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
