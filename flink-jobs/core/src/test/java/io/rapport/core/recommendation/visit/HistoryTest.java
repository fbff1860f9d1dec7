package io.rapport.core.recommendation.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final long MINUTE = 60_000;
  private static final HistorySettings SMALL =
      HistorySettings.DEFAULT.with(
          h ->
              h.window(3)
                  .sessionGapMillis(30 * MINUTE)
                  .allowedLatenessMillis(5 * MINUTE)
                  .rememberedIds(4)
                  .eventsPerMinute(2)
                  .expiryMillis(60 * MINUTE));

  @Provide
  Arbitrary<List<ClickEvent>> clicks() {
    Arbitrary<ClickEvent> click =
        Combinators.combine(
                Arbitraries.integers().between(0, 40),
                Arbitraries.longs().between(0, 120 * MINUTE),
                Arbitraries.of("s1", "s2").injectNull(0.5),
                Arbitraries.of(ClickAction.class),
                Arbitraries.of("a", "b", "c"))
            .as(
                (id, time, session, action, item) ->
                    Events.click(
                            "e" + id,
                            Events.NOON + time,
                            "v",
                            action == ClickAction.SEARCH ? null : item)
                        .sessionId(session)
                        .action(action)
                        .bot(id % 10 == 0)
                        .build());
    return click.list().ofMaxSize(60);
  }

  /** The oracle decides each click by all clicks before it. */
  private static List<ClickOutcome> reference(List<ClickEvent> clicks) {
    List<ClickOutcome> steps = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<ClickEvent> applied = new ArrayList<>();
    List<String> session = new ArrayList<>(); // oldest first
    for (ClickEvent click : clicks) {
      List<String> known = ids.subList(Math.max(0, ids.size() - SMALL.rememberedIds()), ids.size());
      if (known.contains(click.eventId())) {
        steps.add(new ClickOutcome(Outcome.DUPLICATE, null));
        continue;
      }
      ids.add(click.eventId());
      long newest = applied.stream().mapToLong(ClickEvent::eventTime).max().orElse(Long.MIN_VALUE);
      if (!applied.isEmpty() && newest - click.eventTime() > SMALL.allowedLatenessMillis()) {
        steps.add(new ClickOutcome(Outcome.LATE, null));
        continue;
      }
      String before = applied.isEmpty() ? null : applied.get(applied.size() - 1).sessionId();
      boolean ended =
          applied.isEmpty()
              || ((click.sessionId() != null && before != null)
                  ? !click.sessionId().equals(before)
                  : click.eventTime() - newest > SMALL.sessionGapMillis());
      if (ended) {
        session.clear();
      }
      applied.add(click);
      long busy = inNewestMinute(applied);
      steps.add(new ClickOutcome(Outcome.PROCESSED, visit(click, session, busy)));
    }
    return steps;
  }

  /** The number of clicks on items in the newest minute so far. */
  private static long inNewestMinute(List<ClickEvent> applied) {
    List<Long> minutes = new ArrayList<>();
    long newest = Long.MIN_VALUE;
    for (ClickEvent click : applied) {
      if (click.action() != ClickAction.SEARCH && click.action() != ClickAction.IMPRESSION) {
        newest = Math.max(newest, click.eventTime());
        minutes.add(newest / MINUTE);
      }
    }
    long last = newest / MINUTE;
    return minutes.stream().filter(minute -> minute == last).count();
  }

  private static Visit visit(ClickEvent click, List<String> session, long busy) {
    if (click.action() == ClickAction.SEARCH || click.action() == ClickAction.IMPRESSION) {
      return null;
    }
    boolean same = !session.isEmpty() && session.get(session.size() - 1).equals(click.itemId());
    boolean step =
        click.action() == ClickAction.VIEW
            || click.action() == ClickAction.RECOMMENDATION_CLICK
            || (click.action() != ClickAction.REMOVE_FROM_CART && !same);
    List<String> recent = new ArrayList<>();
    for (int i = session.size() - ((step || !same) ? 1 : 2); i >= 0; i--) {
      if (session.size() - i <= SMALL.window()) {
        recent.add(session.get(i));
      }
    }
    boolean learned = step && busy <= SMALL.eventsPerMinute() && !click.bot();
    if (learned) {
      session.add(click.itemId());
    }
    return Events.visit(click.itemId(), click.eventTime())
        .eventId(click.eventId())
        .brokerTime(click.brokerTime())
        .recent(recent)
        .kind(learned ? VisitKind.LEARNED : VisitKind.ANSWERED)
        .count(0)
        .action(click.action())
        .build();
  }

  @Property
  void followsTheReference(@ForAll("clicks") List<ClickEvent> clicks) {
    History history = new History(SMALL);
    List<ClickOutcome> steps = clicks.stream().map(history::apply).toList();
    assertThat(steps).containsExactlyElementsOf(reference(clicks));
  }

  @Property
  void packingChangesNothing(@ForAll("clicks") List<ClickEvent> clicks) {
    History kept = new History(SMALL);
    History packed = new History(SMALL);
    for (ClickEvent click : clicks) {
      assertThat(packed.apply(click)).isEqualTo(kept.apply(click));
      packed = Repacked.of(History.format(SMALL), packed);
      assertThat(packed.expiry()).isEqualTo(kept.expiry());
      assertThat(packed.recent()).isEqualTo(kept.recent());
    }
  }

  @Test
  void puttingTheItemOnThePageIntoTheCartIsNoStep() {
    History history = new History(SMALL);
    history.apply(Events.view("1", Events.NOON, "v", "a"));
    history.apply(Events.view("2", Events.NOON + 1, "v", "b"));
    Visit visit =
        history
            .apply(Events.click("3", Events.NOON + 2, "v", ClickAction.ADD_TO_CART, "b"))
            .visit();
    assertThat(visit.recent()).containsExactly("a");
    assertThat(visit.learned()).isFalse();
    assertThat(history.recent()).containsExactly("b", "a");
  }
}
