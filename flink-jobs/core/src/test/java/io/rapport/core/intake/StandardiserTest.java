package io.rapport.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardiserTest {

  private final Standardiser standardiser = new Standardiser("US");

  @ParameterizedTest
  @CsvSource({
    "ada@example.com, ada@example.com, ''",
    "' Ada@Example.COM ', ada@example.com, email-standardised",
    "ada@münchen.de, ada@xn--mnchen-3ya.de, email-standardised",
    "ada.example.com, , email-invalid",
    "@example.com, , email-invalid",
    "ada@, , email-invalid",
    "No-Reply@example.com, , email-placeholder",
    "info@example.com, info@example.com, ''",
  })
  void email(String raw, String expected, String repairs) {
    check(standardiser::email, raw, expected, repairs);
  }

  @ParameterizedTest
  @CsvSource({
    "+12015550123, +12015550123, ''",
    "(201) 555-0123, +12015550123, phone-standardised",
    "+49 30 123456, +4930123456, phone-standardised",
    "12, , phone-invalid",
    "call me, , phone-invalid",
    "0000000000, , phone-placeholder",
    "000-000-0000, , phone-placeholder",
    "+1 555 555 5555, , phone-placeholder",
    "1234567890, , phone-placeholder",
    "+49 151 55555512, +4915155555512, phone-standardised",
  })
  void phone(String raw, String expected, String repairs) {
    check(standardiser::phone, raw, expected, repairs);
  }

  @ParameterizedTest
  @CsvSource({
    "DE, DE, ''",
    "deu, DE, country-standardised",
    "Germany, DE, country-standardised",
    "United Kingdom, GB, country-standardised",
    "EIRE, IE, country-standardised",
    "Atlantis, , country-unknown",
  })
  void country(String raw, String expected, String repairs) {
    check(standardiser::country, raw, expected, repairs);
  }

  @ParameterizedTest
  @CsvSource({
    "EUR, EUR, ''",
    "eur, EUR, currency-standardised",
    "EURO, , currency-unknown",
  })
  void currency(String raw, String expected, String repairs) {
    check(standardiser::currency, raw, expected, repairs);
  }

  @ParameterizedTest
  @CsvSource({
    "en, en, ''",
    "EN_us, en-US, language-standardised",
    "qq, , language-unknown",
    "no language at all, , language-unknown",
  })
  void language(String raw, String expected, String repairs) {
    check(standardiser::language, raw, expected, repairs);
  }

  @Property
  void whatIsStandardStaysAndNothingThrows(@ForAll String raw) {
    idempotent(standardiser::email, raw);
    idempotent(standardiser::phone, raw);
    idempotent(standardiser::country, raw);
    idempotent(standardiser::currency, raw);
    idempotent(standardiser::language, raw);
  }

  @Test
  void anUnknownRegionIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Standardiser("XX"));
  }

  private static void idempotent(BiFunction<String, Repairs, String> standard, String raw) {
    String once = standard.apply(raw, new Repairs());
    Repairs second = new Repairs();
    assertThat(standard.apply(once, second)).isEqualTo(once);
    assertThat(second.codes()).isEmpty();
  }

  private static void check(
      BiFunction<String, Repairs, String> standard, String raw, String expected, String codes) {
    Repairs repairs = new Repairs();
    assertThat(standard.apply(raw, repairs)).isEqualTo(expected);
    assertThat(repairs.codes()).isEqualTo(codes);
  }
}
