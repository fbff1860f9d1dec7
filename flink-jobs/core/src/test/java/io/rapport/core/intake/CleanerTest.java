package io.rapport.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CleanerTest {

  private static final long NOW = 1_700_000_000_000L;

  private final CleaningSettings settings =
      CleaningSettings.DEFAULT.with(
          c ->
              c.maxFutureMillis(1_000)
                  .maxIdLength(10)
                  .maxTextLength(20)
                  .maxPrice(1_000)
                  .maxQuantity(100));
  private final Cleaner cleaner = new Cleaner(settings);
  private final Repairs repairs = new Repairs();

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
  void textLosesControlCharactersAndIsCut() {
    assertThat(cleaner.text("a\u0000\u0007b", repairs)).isEqualTo("a b");
    assertThat(repairs.codes()).isEqualTo("control-characters-removed");
    assertThat(cleaner.text("x".repeat(30), repairs)).hasSize(20);
    assertThat(repairs.codes()).isEqualTo("text-truncated,control-characters-removed");
    assertThat(cleaner.text(" \n", repairs)).isNull();
  }

  @Test
  void categoriesHaveOneForm() throws RejectedEventException {
    assertThat(cleaner.category("a / b", repairs)).isEqualTo("a/b");
    assertThat(cleaner.category("/a//b/", repairs)).isEqualTo("a/b");
    assertThat(repairs.codes()).isEqualTo("category-standardised");
    assertThat(cleaner.category(" / ", repairs)).isNull();
  }

  @Test
  void pricesAndQuantitiesAreClippedAndMarked() {
    assertThat(cleaner.price(new BigDecimal("9.99"), repairs)).isEqualTo(9.99);
    assertThat(cleaner.price(null, repairs)).isNaN();
    assertThat(repairs.codes()).isEmpty();
    assertThat(cleaner.price(-1, repairs)).isNaN();
    assertThat(cleaner.price(Double.NaN, repairs)).isNaN();
    assertThat(cleaner.price(1e9, repairs)).isEqualTo(1_000);
    assertThat(cleaner.quantity(101, repairs)).isEqualTo(100);
    assertThat(cleaner.quantity(-3, repairs)).isZero();
    assertThat(repairs.codes()).isEqualTo("price-invalid,price-clipped,quantity-clipped");
  }

  @Test
  void prioritiesAreFour() {
    assertThat(cleaner.priority("High", repairs)).isEqualTo("high");
    assertThat(cleaner.priority("asap", repairs)).isNull();
    assertThat(repairs.codes()).isEqualTo("priority-standardised,priority-unknown");
  }

  @Test
  void crawlersAreTold() {
    assertThat(cleaner.crawler("Mozilla/5.0 (compatible; ExampleBot/2.1)")).isTrue();
    assertThat(cleaner.crawler("Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0")).isFalse();
    assertThat(cleaner.crawler(null)).isFalse();
  }

  @Property
  void cleanTextIsBoundedAndStable(@ForAll String raw) {
    String text = cleaner.text(raw, new Repairs());
    if (text != null) {
      assertThat(text.length()).isLessThanOrEqualTo(20);
      Repairs second = new Repairs();
      cleaner.text(text, second);
      assertThat(second.codes()).isEmpty();
    }
  }

  private static void rejected(Rejection rejection, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(RejectedEventException.class))
        .extracting(RejectedEventException::rejection)
        .isEqualTo(rejection);
  }
}
