package io.rapport.core.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final HistorySettings SETTINGS = HistorySettings.DEFAULT;
  private static final List<Standing> STANDINGS = List.of(Standing.values());

  /** However profiles change, every visitor knows what the last one that names them says. */
  @Property(tries = 200)
  void visitorsKnowWhatTheProfileSays(@ForAll long seed) {
    Random random = new Random(seed);
    ToldStanding told = new ToldStanding();
    Map<String, Standing> known = new HashMap<>();
    for (int i = 0; i < 30; i++) {
      Standing standing = STANDINGS.get(random.nextInt(3));
      List<String> visitors = List.of("v" + random.nextInt(3), "account");
      told.apply(new CustomerStanding("shop", "account", i, standing, visitors))
          .forEach(change -> known.put(change.visitor(), change.standing()));
      told = ToldStanding.fromBytes(told.toBytes());
      for (String visitor : visitors) {
        assertThat(known.getOrDefault(visitor, Standing.USUAL)).isEqualTo(standing);
      }
      assertThat(told.isUsual()).isEqualTo(standing == Standing.USUAL);
    }
  }

  @Test
  void nothingIsLearnedOfWhoHasOptedOut() {
    History history = new History(SETTINGS);
    history.apply(Clicks.view("1", Clicks.NOON, "v", "a"));
    history.apply(new StandingChange("shop", "v", "c", Standing.OPTED_OUT));
    History restored = History.fromBytes(history.toBytes(), SETTINGS);
    Visit visit = restored.apply(Clicks.view("2", Clicks.NOON + 1, "v", "b")).visit();
    assertThat(visit.standing()).isEqualTo(Standing.OPTED_OUT);
    assertThat(visit.learned()).isFalse();
    assertThat(visit.recent()).isEmpty();
    assertThat(restored.recent()).isEmpty();
    // Another customer's profile does not end it.
    restored.apply(new StandingChange("shop", "v", "other", Standing.USUAL));
    assertThat(restored.standing()).isEqualTo(Standing.OPTED_OUT);
    History rested = History.fromBytes(restored.toBytes(), SETTINGS);
    assertThat(rested.expire(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(rested.standing()).isEqualTo(Standing.OPTED_OUT);
    restored.apply(new StandingChange("shop", "v", "c", Standing.USUAL));
    assertThat(restored.apply(Clicks.view("3", Clicks.NOON + 2, "v", "b")).visit().learned())
        .isTrue();
  }

  private static PurchaseEvent order(long time, String item) {
    return new PurchaseEvent(
        "p" + time,
        time,
        time,
        "shop",
        "o",
        PurchaseKind.ORDER,
        null,
        "v",
        null,
        null,
        null,
        null,
        List.of(new PurchaseLine(item, 1, 1)),
        "");
  }

  /**
   * A purchase counts once for each item shown at most half an hour before; against a plain map.
   */
  @Property(tries = 200)
  void conversionsAreThoseOfAPlainMap(@ForAll long seed) {
    Random random = new Random(seed);
    History history = new History(SETTINGS);
    Map<String, Long> shown = new LinkedHashMap<>();
    long time = Clicks.NOON;
    for (int i = 0; i < 60; i++) {
      time += random.nextInt(600_000);
      String item = "i" + random.nextInt(8);
      if (random.nextBoolean()) {
        history.apply(Clicks.click("e" + i, time, "v", null, ClickAction.IMPRESSION, item, false));
        shown.put(item, time);
      } else {
        Long at = shown.get(item);
        boolean converts = at != null && time - at <= 1_800_000;
        assertThat(history.converted(order(time, item))).isEqualTo(converts ? 1 : 0);
        if (converts) {
          shown.remove(item);
        }
      }
      history = History.fromBytes(history.toBytes(), SETTINGS);
    }
  }

  /** A history and a card as they were before they told more: the same without the end. */
  @Test
  void formerFormatsAreRead() {
    HistorySettings settings =
        new HistorySettings(
            10, 60_000, 60_000, 64, 120, 60_000, 50, 0, new ErasureSettings(0, 0, 0));
    History history = new History(settings);
    history.apply(Clicks.view("1", Clicks.NOON, "v", "a"));
    History first = History.fromBytes(former(history.toBytes(), 1, 20), settings);
    assertThat(first.recent()).containsExactly("a");
    assertThat(first.standing()).isEqualTo(Standing.USUAL);
    assertThat(first.toBytes()).isEqualTo(history.toBytes());
    history.apply(new StandingChange("shop", "v", "c", Standing.COMPLAINING));
    History second = History.fromBytes(former(history.toBytes(), 2, 10), settings);
    assertThat(second.standing()).isEqualTo(Standing.COMPLAINING);
    assertThat(second.toBytes()).isEqualTo(history.toBytes());

    ItemCard card = new ItemCard(RecommendationSettings.DEFAULT);
    card.visit(Clicks.NOON);
    ItemCard read =
        ItemCard.fromBytes(former(card.toBytes(), 1, 11), RecommendationSettings.DEFAULT);
    assertThat(read.count(Clicks.NOON)).isEqualTo(1);
    assertThat(read.toBytes()).isEqualTo(card.toBytes());
  }

  private static byte[] former(byte[] bytes, int version, int added) {
    byte[] before = Arrays.copyOf(bytes, bytes.length - added);
    before[0] = (byte) version;
    return before;
  }
}
