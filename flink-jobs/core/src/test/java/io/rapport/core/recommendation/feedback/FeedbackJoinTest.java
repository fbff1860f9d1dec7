package io.rapport.core.recommendation.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.Feature;
import io.rapport.core.recommendation.blend.Features;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeedbackJoinTest {

  private static final FeedbackSettings SETTINGS = new FeedbackSettings(1, 1_000, 100, 1_000);
  private static final List<String> ITEMS = List.of("a", "b", "c", "d");

  private static final List<Reaction.Kind> KINDS = List.of(Reaction.Kind.values());

  private static LoggedRecommendation list(String id, long time) {
    return list(id, time, ITEMS);
  }

  private static LoggedRecommendation list(String id, long time, List<String> items) {
    Features features = new Features(items.size());
    features.resize(items.size());
    for (int i = 0; i < items.size(); i++) {
      features.column(Feature.NEXT_AFTER_PREVIOUS)[i] = i;
    }
    return new LoggedRecommendation("shop", "v", id, time, items, BlendExample.pack(features));
  }

  private static Reaction reaction(String id, String item, Reaction.Kind kind, long time) {
    return new Reaction("shop", "v", id, item, -1, kind, time);
  }

  private static String text(Judgement judgement) {
    return judgement.list().recommendationId()
        + Arrays.toString(judgement.shown())
        + Arrays.toString(judgement.clicked())
        + Arrays.toString(judgement.bought());
  }

  /** Whatever the order of arrival, with a restart after every step; the oracle looks at all. */
  @Property(tries = 200)
  void judgesAsIfAllWereKnownFromTheStart(@ForAll long seed) {
    Random random = new Random(seed);
    List<LoggedRecommendation> lists = new ArrayList<>();
    List<Reaction> reactions = new ArrayList<>();
    FeedbackJoin join = new FeedbackJoin(SETTINGS);
    for (int n = 0; n < 60; n++) {
      if (random.nextInt(6) == 0) {
        LoggedRecommendation list = list("r" + lists.size(), random.nextInt(1_000));
        lists.add(list);
        assertThat(join.follow(list)).isNull();
      } else {
        Reaction.Kind kind = KINDS.get(random.nextInt(3));
        // A purchase before anything else has nothing to be joined to.
        boolean bought = kind == Reaction.Kind.BOUGHT && !(lists.isEmpty() && reactions.isEmpty());
        Reaction reaction =
            reaction(
                bought ? null : "r" + random.nextInt(8),
                "abcdx".substring(random.nextInt(5)).substring(0, 1),
                kind == Reaction.Kind.BOUGHT && !bought ? Reaction.Kind.SHOWN : kind,
                random.nextInt(2_200));
        reactions.add(reaction);
        join.react(reaction);
      }
      join = FeedbackJoin.fromBytes(join.toBytes(), SETTINGS);
    }
    assertThat(join.pass(999)).isEmpty();
    List<String> expected =
        lists.stream().map(list -> plain(list, reactions)).filter(text -> text != null).toList();
    assertThat(join.pass(2_000)).extracting(FeedbackJoinTest::text).isEqualTo(expected);
    join.pass(4_000);
    assertThat(join.due()).isEqualTo(Long.MAX_VALUE);
  }

  private static String plain(LoggedRecommendation list, List<Reaction> reactions) {
    boolean[] shown = new boolean[4];
    boolean[] clicked = new boolean[4];
    boolean[] bought = new boolean[4];
    for (int slot = 0; slot < 4; slot++) {
      for (Reaction r : reactions) {
        boolean inTime = r.time() >= list.time() && r.time() <= list.time() + 1_000;
        if (inTime && r.itemId().equals(list.items().get(slot))) {
          boolean named = list.recommendationId().equals(r.recommendationId());
          shown[slot] |= named && r.kind() != Reaction.Kind.BOUGHT;
          clicked[slot] |= named && r.kind() == Reaction.Kind.CLICKED;
          bought[slot] |= r.recommendationId() == null;
        }
      }
    }
    boolean seen = shown[0] || shown[1] || shown[2] || shown[3];
    return seen ? text(new Judgement(list, shown, clicked, bought)) : null;
  }

  @Test
  void aTimerIsDueWhenTheFirstListsTimeIsOver() {
    FeedbackJoin join = new FeedbackJoin(SETTINGS);
    assertThat(join.due()).isEqualTo(Long.MAX_VALUE);
    join.follow(list("r1", 500));
    join.follow(list("r0", 300));
    assertThat(join.due()).isEqualTo(1_300);
    join.react(reaction("r0", "b", Reaction.Kind.CLICKED, 400));
    assertThat(join.pass(1_300)).hasSize(1);
    assertThat(join.due()).isEqualTo(1_400);
  }

  @Test
  void theOldestIsJudgedEarlyWhenThereAreTooMany() {
    FeedbackJoin join = new FeedbackJoin(new FeedbackSettings(1, 1_000, 2, 3));
    join.follow(list("r0", 0));
    join.react(reaction("r0", "b", Reaction.Kind.SHOWN, 1));
    join.follow(list("r1", 1));
    assertThat(join.follow(list("r2", 2)).list().recommendationId()).isEqualTo("r0");
    // Nothing was seen of this one.
    assertThat(join.follow(list("r3", 3))).isNull();
  }

  @Test
  void aPurchaseWithNothingToJoinIsNotKept() {
    FeedbackJoin join = new FeedbackJoin(SETTINGS);
    join.react(reaction(null, "a", Reaction.Kind.BOUGHT, 1));
    assertThat(join.due()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nothingIsHeldAgainstWhatStandsBelowTheLastClick() {
    boolean[] all = {true, true, true, true};
    boolean[] none = new boolean[4];
    boolean[] second = {false, true, false, false};
    Judgement judgement = new Judgement(list("r", 7), all, second, none);
    BlendExample example = judgement.examples().get(0);
    assertThat(judgement.examples()).hasSize(1);
    assertThat(example.slots()).containsExactly(0, 1);
    assertThat(example.clicked()).isEqualTo(1);
    assertThat(example.weight()).isEqualTo(1);
    Features features = new Features(2);
    example.read(features);
    assertThat(features.column(Feature.NEXT_AFTER_PREVIOUS)).containsExactly(0, 1);
    assertThat(judgement.clicks()).isEqualTo(1);
    assertThat(judgement.impressions()).isEqualTo(4);
  }

  @Test
  void whatIsBoughtCountsMoreAndNothingChosenIsAnExampleToo() {
    boolean[] shown = {true, false, true, true};
    boolean[] none = new boolean[4];
    boolean[] third = {false, true, true, false};
    Judgement bought = new Judgement(list("r", 7), shown, none, third);
    assertThat(bought.purchases()).isEqualTo(1);
    assertThat(bought.examples()).hasSize(1);
    assertThat(bought.examples().get(0).weight()).isGreaterThan(1);
    assertThat(bought.examples().get(0).clicked()).isEqualTo(1);
    Judgement ignored = new Judgement(list("r", 7), shown, none, none);
    assertThat(ignored.examples().get(0).clicked()).isEqualTo(BlendExample.NONE);
    assertThat(ignored.examples().get(0).slots()).containsExactly(0, 2, 3);
    // Of an item that was no candidate nothing is known.
    LoggedRecommendation trending = list("r", 7, List.of("", "b", "", ""));
    assertThat(new Judgement(trending, shown, none, none).examples()).isEmpty();
  }
}
