package io.rapport.core.recommendation.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.MeasuringSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitKind;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownItemsTest {

  private static final long MAX = 1000;

  private final ShownItems shown =
      Repacked.of(
          ShownItems.format(),
          ShownItems.of(
              Recommended.answer(
                  visit("p", 100, true), List.of(item("a"), item("b"), item("c")), "v", null)));

  @Test
  void ranksFromOne() {
    assertThat(shown.rank("a")).isEqualTo(1);
    assertThat(shown.rank("c")).isEqualTo(3);
    assertThat(shown.rank("d")).isZero();
  }

  @Test
  void areJudgedByTheNextStepOfThePersonInTheSession() {
    assertThat(shown.judgedBy(visit("d", 100, true), MAX)).isTrue();
    assertThat(shown.judgedBy(visit("d", 100 + MAX, true), MAX)).isTrue();
    assertThat(shown.judgedBy(visit("d", 101 + MAX, true), MAX)).isFalse();
    assertThat(shown.judgedBy(visit("d", 99, true), MAX)).isFalse();
    assertThat(shown.judgedBy(visit("d", 101, false), MAX)).isFalse();
    assertThat(shown.judgedBy(visit("p", 101, true), MAX)).isFalse();
    assertThat(ShownItems.none().judgedBy(visit("d", 100, true), MAX)).isFalse();
  }

  @Test
  void aVisitorIsMeasuredAlwaysOrNever() {
    MeasuringSettings tenth = MeasuringSettings.DEFAULT;
    long measured = IntStream.range(0, 10_000).filter(i -> tenth.includes("shop/v" + i)).count();
    assertThat(measured / 10_000.0).isCloseTo(0.1, within(0.01));
    assertThat(MeasuringSettings.DEFAULT.withShare(0).includes("shop/v")).isFalse();
    assertThat(MeasuringSettings.DEFAULT.withShare(1).includes("shop/v")).isTrue();
  }

  private static RankedItem item(String id) {
    return new RankedItem(id, 1, CandidateSource.TRENDING, List.of());
  }

  private static Visit visit(String item, long time, boolean learned) {
    return Events.visit(item, time)
        .eventId("e")
        .kind(learned ? VisitKind.LEARNED : VisitKind.ANSWERED)
        .build();
  }
}
