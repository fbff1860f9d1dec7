package io.rapport.core.recommendation.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VisitorStatusTest {

  private static final HistorySettings SETTINGS = HistorySettings.DEFAULT;
  private static final List<VisitorStatus> STATUSES = List.of(VisitorStatus.values());

  /** In any order of profiles and segments, every visitor has the latest status and segment. */
  @Property(tries = 200)
  void visitorsKnowWhatTheProfileAndTheSegmentSay(@ForAll long seed) {
    Random random = new Random(seed);
    StatusFanout fanout = new StatusFanout();
    Map<String, StatusChange> known = new HashMap<>();
    Set<String> visitors = new HashSet<>();
    VisitorStatus status = VisitorStatus.USUAL;
    String segment = null;
    for (int i = 0; i < 40; i++) {
      List<StatusChange> changes;
      if (random.nextInt(3) == 0) {
        segment = random.nextInt(3) == 0 ? null : "s" + random.nextInt(3);
        changes = fanout.apply(new SegmentChange("shop", "account", segment));
      } else if (random.nextInt(6) == 0) {
        status = VisitorStatus.USUAL;
        changes = fanout.apply(new CustomerStatus("shop", "account", i, status, List.of()));
        changes.forEach(change -> known.put(change.visitor(), change));
        assertThat(known.values()).allMatch(VisitorStatusTest::isUsual);
        visitors.clear();
      } else {
        status = STATUSES.get(random.nextInt(3));
        List<String> seen = List.of("v" + random.nextInt(3), "account");
        visitors.addAll(seen);
        changes = fanout.apply(new CustomerStatus("shop", "account", i, status, seen));
      }
      changes.forEach(change -> known.put(change.visitor(), change));
      fanout = Repacked.of(StatusFanout.format(), fanout);
      for (String visitor : visitors) {
        StatusChange last =
            known.getOrDefault(
                visitor, new StatusChange("shop", visitor, "account", VisitorStatus.USUAL, null));
        assertThat(last.status()).isEqualTo(status);
        assertThat(last.segment()).isEqualTo(segment);
      }
      assertThat(fanout.isEmpty()).isEqualTo(visitors.isEmpty() && segment == null);
    }
  }

  private static boolean isUsual(StatusChange change) {
    return change.status() == VisitorStatus.USUAL && change.segment() == null;
  }

  /** A message without a segment changes nothing, unless it is from the customer who had set it. */
  @Test
  void aSegmentEndsWithTheCustomerWhoHadIt() {
    History history = new History(SETTINGS);
    history.apply(new StatusChange("shop", "v", "c", VisitorStatus.USUAL, "s1"));
    history.apply(new StatusChange("shop", "v", "cookie", VisitorStatus.COMPLAINING, null));
    History restored = Repacked.of(History.format(SETTINGS), history);
    Visit visit = restored.apply(Events.view("1", Events.NOON, "v", "a")).visit();
    assertThat(visit.segment()).isEqualTo("s1");
    assertThat(visit.status()).isEqualTo(VisitorStatus.COMPLAINING);
    restored.apply(new StatusChange("shop", "v", "cookie", VisitorStatus.USUAL, null));
    restored.apply(new StatusChange("shop", "v", "c", VisitorStatus.OPTED_OUT, "s1"));
    assertThat(restored.apply(Events.view("2", Events.NOON, "v", "a")).visit().segment()).isNull();
    restored.apply(new StatusChange("shop", "v", "c", VisitorStatus.USUAL, null));
    assertThat(restored.isUsual()).isTrue();
  }

  @Test
  void nothingIsLearnedOfWhoHasOptedOut() {
    History history = new History(SETTINGS);
    history.apply(Events.view("1", Events.NOON, "v", "a"));
    history.apply(new StatusChange("shop", "v", "c", VisitorStatus.OPTED_OUT, null));
    History restored = Repacked.of(History.format(SETTINGS), history);
    Visit visit = restored.apply(Events.view("2", Events.NOON + 1, "v", "b")).visit();
    assertThat(visit.status()).isEqualTo(VisitorStatus.OPTED_OUT);
    assertThat(visit.learned()).isFalse();
    assertThat(visit.recent()).isEmpty();
    assertThat(restored.recent()).isEmpty();
    // Another customer's profile does not end it.
    restored.apply(new StatusChange("shop", "v", "other", VisitorStatus.USUAL, null));
    assertThat(restored.status()).isEqualTo(VisitorStatus.OPTED_OUT);
    History rested = Repacked.of(History.format(SETTINGS), restored);
    assertThat(rested.expire(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(rested.status()).isEqualTo(VisitorStatus.OPTED_OUT);
    restored.apply(new StatusChange("shop", "v", "c", VisitorStatus.USUAL, null));
    assertThat(restored.apply(Events.view("3", Events.NOON + 2, "v", "b")).visit().learned())
        .isTrue();
  }
}
