package io.rapport.core.cleaning.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardiserTest {

  @ParameterizedTest
  @CsvSource({
    "ada@example.com, ada@example.com",
    "' Ada@Example.COM ', ada@example.com",
    "ada@münchen.de, ada@xn--mnchen-3ya.de",
    "ada.example.com,",
    "@example.com,",
    "ada@,",
    "No-Reply@example.com,",
    "info@example.com, info@example.com",
  })
  void email(String raw, String expected) {
    assertThat(Standardiser.email(raw)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "+12015550123, US, +12015550123",
    "(201) 555-0123, US, +12015550123",
    "+49 30 123456, US, +4930123456",
    "030 123456, DE, +4930123456",
    "12, US,",
    "call me, US,",
    "0000000000, US,",
    "000-000-0000, US,",
    "+1 555 555 5555, US,",
    "1234567890, US,",
    "+49 151 55555512, DE, +4915155555512",
  })
  void phone(String raw, String region, String expected) {
    assertThat(Standardiser.phone(raw, region)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "DE, DE",
    "deu, DE",
    "Germany, DE",
    "United Kingdom, GB",
    "EIRE, IE",
    "Atlantis,",
    "Germani,",
  })
  void country(String raw, String expected) {
    assertThat(Countries.code(raw, 0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Germani, DE",
    "Unitde Kingdom, GB",
    "Frnace, FR",
    "Irak, ", // too short, and near to both Iran and Iraq
    "Atlantis,",
  })
  void misspeltCountry(String raw, String expected) {
    assertThat(Countries.code(raw, 1)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"EUR, EUR", "eur, EUR", "EURO,"})
  void currency(String raw, String expected) {
    assertThat(Standardiser.currency(raw)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"en, en", "EN_us, en-US", "qq,", "no language at all,"})
  void language(String raw, String expected) {
    assertThat(Standardiser.language(raw)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "sw1a1aa, GB, SW1A 1AA",
    "SW1A 1AA, GB, SW1A 1AA",
    "m1 1ae, GB, M1 1AE",
    "D-10115, DE, 10115",
    "1011 5, DE, 10115",
    "1011, DE,",
    "123456789, US, 12345-6789",
    "1012ab, NL, 1012 AB",
    "00950, PL, 00-950",
    "k1a0b1, CA, K1A 0B1",
    "11122, SE, 111 22",
    "ab-12, , AB-12",
    "???, ,",
  })
  void postalCode(String raw, String country, String expected) {
    assertThat(PostalCodes.standard(raw, country)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "ada  LOVELACE, ada LOVELACE",
    "ADA LOVELACE, Ada Lovelace",
    "ada king-noel, Ada King-Noel",
    "Ada, Ada",
  })
  void name(String raw, String expected) {
    assertThat(Texts.name(raw)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "a / b, a/b",
    "/a//b/, a/b",
    "a  b, a b",
    "a/b c, a/b c",
    "' / ',",
  })
  void category(String raw, String expected) {
    assertThat(Texts.category(raw)).isEqualTo(expected);
  }

  @Test
  void textLosesControlCharactersAndIsCutBetweenCharacters() {
    assertThat(Texts.plain("a\u0000\u0007b")).isEqualTo("a b");
    assertThat(Texts.plain(" a\nb ")).isEqualTo("a\nb");
    assertThat(Texts.cut("abcdef", 3)).isEqualTo("abc");
    assertThat(Texts.cut("ab\uD83D\uDE00", 3)).isEqualTo("ab");
  }

  @Property
  void whatIsStandardStaysAndNothingThrows(@ForAll String raw) {
    Assume.that(!raw.isBlank());
    idempotent(Standardiser::email, raw);
    idempotent(value -> Standardiser.phone(value, "US"), raw);
    idempotent(value -> Countries.code(value, 1), raw);
    idempotent(Standardiser::currency, raw);
    idempotent(Standardiser::language, raw);
    idempotent(value -> PostalCodes.standard(value, "GB"), raw);
    idempotent(Texts::category, raw);
    idempotent(Texts::plain, raw);
  }

  private static void idempotent(UnaryOperator<String> standard, String raw) {
    String once = standard.apply(raw);
    if (once != null && !once.isBlank()) {
      assertThat(standard.apply(once)).isEqualTo(once);
    }
  }
}
