package io.rapport.cli.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumePointTest {
  private static final Instant SAVED = Instant.parse("2026-11-30T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s old",
    "PT119S, 119 s old",
    "PT120S, 2 min old",
    "PT1H59M, 119 min old",
    "PT47H59M, 47 h old",
    "PT100H, 4 days old",
    "PT-5S, 0 s old"
  })
  void tellsItsAgeInTheUnitThatFits(Duration age, String told) {
    ResumePoint point = new ResumePoint("file:///x", "checkpoint", Optional.of(SAVED));

    assertThat(point.describe(SAVED.plus(age)))
        .startsWith("the checkpoint of 2026-")
        .endsWith(told);
  }

  @Test
  void isItsPathWhereNothingElseIsKnown() {
    assertThat(ResumePoint.at("s3://b/sp").describe(SAVED)).isEqualTo("s3://b/sp");
  }
}
