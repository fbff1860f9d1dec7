package io.rapport.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CleanerTest {

  private static final long NOW = 1_700_000_000_000L;

  private final CleaningSettings settings =
      CleaningSettings.DEFAULT.with(c -> c.maxFutureMillis(1_000).maxIdLength(10));
  private final Cleaner cleaner = new Cleaner(settings);

  @Test
  void identifiersAreTrimmedAndBounded() throws RejectedEventException {
    assertThat(cleaner.required("itemId", " a1 ")).isEqualTo("a1");
    assertThat(cleaner.optional("itemId", "  ")).isNull();
    rejected(Rejection.MISSING_FIELD, () -> cleaner.required("itemId", null));
    rejected(Rejection.IDENTIFIER_TOO_LONG, () -> cleaner.optional("itemId", "x".repeat(11)));
  }

  @Test
  void oneIdentityIsEnough() throws RejectedEventException {
    cleaner.identified("a, b", null, "x");
    rejected(Rejection.MISSING_IDENTITY, () -> cleaner.identified("a, b", null, null));
  }

  @Test
  void sitesCannotSplitAKey() throws RejectedEventException {
    assertThat(cleaner.site("shop-1.de")).isEqualTo("shop-1.de");
    rejected(Rejection.INVALID_SITE, () -> cleaner.site("a/b"));
    rejected(Rejection.INVALID_SITE, () -> cleaner.site(""));
    rejected(Rejection.INVALID_SITE, () -> cleaner.site(null));
  }

  @Test
  void timesAreBoundedOnBothSides() throws RejectedEventException {
    assertThat(cleaner.eventTime(NOW + 1_000, NOW)).isEqualTo(NOW + 1_000);
    rejected(Rejection.FUTURE_DATED, () -> cleaner.eventTime(NOW + 1_001, NOW));
    rejected(Rejection.INVALID_TIME, () -> cleaner.eventTime(NOW / 1_000, NOW));
  }

  @Test
  void crawlersAreTold() {
    assertThat(cleaner.crawler("Mozilla/5.0 (compatible; ExampleBot/2.1)")).isTrue();
    assertThat(cleaner.crawler("Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0")).isFalse();
    assertThat(cleaner.crawler(null)).isFalse();
  }

  @Property(tries = 500)
  void crawlersAreThoseThatNameThemselves(@ForAll("agents") String agent) {
    Pattern words = Pattern.compile("bot|crawl|spider|slurp|headless", Pattern.CASE_INSENSITIVE);
    assertThat(cleaner.crawler(agent)).isEqualTo(words.matcher(agent).find());
  }

  @Provide
  Arbitrary<String> agents() {
    return Arbitraries.of(
            "Mozilla/5.0 ",
            "b",
            "bo",
            "Bot",
            "CRAWL",
            "craw",
            "l",
            "spiDer",
            "s",
            "slurp",
            "slur",
            "Headless",
            "headles",
            "(X11; ",
            "CHROME",
            "\u00df")
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
  }

  private static void rejected(Rejection rejection, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(RejectedEventException.class))
        .extracting(RejectedEventException::rejection)
        .isEqualTo(rejection);
  }
}
