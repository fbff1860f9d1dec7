package io.rapport.core.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdRuleTest {

  @ParameterizedTest
  @ValueSource(strings = {"undefined", "NULL", "NaN", "None", "[object Object]", "(not set)"})
  void whatAProgramWritesForNothingIsNoIdOfAnything(String value) {
    assertThat(IdRule.isPlaceholder(IdRule.kind("itemId"), value)).isTrue();
    assertThat(IdRule.isPlaceholder(IdRule.kind("customerId"), value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "0000",
        "anonymous",
        "Guest",
        "NOT_AUTHENTICATED",
        "00000000-0000-0000-0000-000000000000",
        "{00000000-0000-0000-0000-000000000000}"
      })
  void whatStandsForNobodyMayBeAnItem(String value) {
    assertThat(IdRule.isPlaceholder(IdRule.kind("itemId"), value)).isFalse();
    assertThat(IdRule.isPlaceholder(IdRule.kind("visitorId"), value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "10",
        "-2",
        "01",
        "{1}",
        "anna",
        "c0",
        "null-4711",
        "not_authenticated2",
        "user@example.com",
        "00000000-0000-0000-0000-000000000001"
      })
  void anIdIsOne(String value) {
    assertThat(IdRule.isPlaceholder(IdRule.Kind.PERSON, value)).isFalse();
    assertThat(IdRule.standard(value)).isEqualTo(value);
  }

  @Test
  void whatCannotBeSeenDoesNotCount() {
    assertThat(IdRule.standard(" \u00a0a\u200bb\ufeff\t")).isEqualTo("ab");
    assertThat(IdRule.standard("Mu\u0308ller")).isEqualTo("M\u00fcller");
    assertThat(IdRule.standard(" \u00a0 ")).isNull();
    assertThat(IdRule.standard(null)).isNull();
  }

  @Property(tries = 500)
  void theStandardFormIsStable(@ForAll String value) {
    String standard = IdRule.standard(value);
    assertThat(IdRule.standard(standard)).isEqualTo(standard);
    if (standard != null) {
      assertThat(Normalizer.isNormalized(standard, Normalizer.Form.NFC)).isTrue();
      assertThat(standard).isEqualTo(standard.strip());
    }
  }
}
