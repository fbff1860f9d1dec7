package io.rapport.core.support.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

  private final Redactor redactor = new Redactor("US", 4000);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mail jane.doe+shop@example.co.uk please | mail <email> please",
        "Schreiben Sie an jürgen@müller.example. | Schreiben Sie an <email>.",
        "card 4111 1111 1111 1111 was charged | card <card> was charged",
        "card 4111-1111-1111-1111 12/27 | card <card> 12/27",
        "order 4111111111111112 is late | order 4111111111111112 is late",
        "my number is (650) 253-0000, call me | my number is <phone>, call me",
        "Rufen Sie +49 30 901820 an | Rufen Sie <phone> an",
        "IBAN GB82 WEST 1234 5698 7654 32 please | IBAN <iban> please",
        "iban de89370400440532013000, thanks | iban <iban>, thanks",
        "IBAN GB82 WEST 1234 5698 7654 33 is wrong | IBAN GB82 WEST 1234 5698 7654 33 is wrong",
        "invoice 2026-114 of 12.03.2026, 39.90 EUR | invoice 2026-114 of 12.03.2026, 39.90 EUR",
      })
  void replacesWhatIsPersonal(String text, String expected) {
    assertThat(redactor.redact(text).text()).isEqualTo(expected);
  }

  @Test
  void countsEachKind() {
    RedactedText redacted =
        redactor.redact(
            "a@example.com b@example.com +1 650-253-0000 4111111111111111 DE89370400440532013000");
    assertThat(redacted.redactions()).isEqualTo(new Redactions(2, 1, 1, 1));
    assertThat(redacted.text()).isEqualTo("<email> <email> <phone> <card> <iban>");
  }

  @Test
  void readsDigitsOfOtherScripts() {
    assertThat(redactor.redact("card ４１１１ １１１１ １１１１ １１１１").redactions().cards()).isOne();
  }

  @Test
  void neverKeepsHalfANumber() {
    for (int length = 1; length < 400; length++) {
      String kept = new Redactor("US", length).redact("4111 1111 1111 1111 ".repeat(100)).text();
      assertThat(kept.length()).isLessThanOrEqualTo(length);
      assertThat("<card> ".repeat(100)).startsWith(kept);
      assertThat(kept).hasSizeGreaterThan(length / 2 - 50);
    }
  }

  @Test
  void nothingStaysNothing() {
    assertThat(redactor.redact(null)).isEqualTo(new RedactedText(null, Redactions.NONE));
  }

  @Property(tries = 300)
  void noCardSurvives(@ForAll("cards") String card, @ForAll("words") String word) {
    RedactedText redacted = redactor.redact(word + " " + card + " " + word);
    assertThat(redacted.text()).isEqualTo(word + " <card> " + word);
    assertThat(redacted.redactions()).isEqualTo(new Redactions(0, 0, 1, 0));
  }

  @Property(tries = 300)
  void redactingAgainFindsNothing(@ForAll("messages") String message) {
    String once = redactor.redact(message).text();
    assertThat(redactor.redact(once)).isEqualTo(new RedactedText(once, Redactions.NONE));
  }

  @Property(tries = 300)
  void wordsAreLeftAlone(@ForAll("words") String words) {
    assertThat(redactor.redact(words)).isEqualTo(new RedactedText(words, Redactions.NONE));
  }

  /** Numbers of sixteen digits with a valid check digit, whole or in groups of four. */
  @Provide
  Arbitrary<String> cards() {
    return Arbitraries.strings()
        .numeric()
        .ofLength(14)
        .map(digits -> "4" + digits)
        .map(RedactorTest::checked)
        .flatMap(
            digits ->
                Arbitraries.of("", " ", "-")
                    .map(separator -> digits.replaceAll("(.{4})(?=.)", "$1" + separator)));
  }

  private static String checked(String digits) {
    try {
      return digits + LuhnCheckDigit.LUHN_CHECK_DIGIT.calculate(digits);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars("abcdefghijklmnopqrstuvwxyzäéñ ").ofMaxLength(60);
  }

  @Provide
  Arbitrary<String> messages() {
    Arbitrary<String> data =
        Arbitraries.of(
            "a.b@example.org", "4111 1111 1111 1111", "+1 650-253-0000", "DE89370400440532013000");
    Arbitrary<String> noise =
        Arbitraries.strings().withChars("0123456789ab .-@+(),\n").ofMaxLength(20);
    return noise.flatMap(
        before -> data.flatMap(found -> noise.map(after -> before + " " + found + " " + after)));
  }
}
