package io.rapport.core.recommendation.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.Feature;
import io.rapport.core.recommendation.blend.Features;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FeedbackJoinTest {

  private static final FeedbackSettings SETTINGS =
      FeedbackSettings.DEFAULT.with(
          f ->
              f.share(1)
                  .windowMillis(1_000)
                  .allowedLatenessMillis(0)
                  .lists(100)
                  .reactions(1_000)
                  .shownItems(1_000));
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

  private static FeedbackJoin restored(FeedbackJoin join, FeedbackSettings settings) {
    PackedFormat<FeedbackJoin> format = FeedbackJoin.format(settings);
    return format.unpack(format.pack(join));
  }

  private static String text(Judgement judgement) {
    return judgement.list().recommendationId()
        + Arrays.toString(judgement.shown())
        + Arrays.toString(judgement.clicked())
        + Arrays.toString(judgement.bought());
  }

  /** In any order of arrival, with a restart after every step; the oracle looks at all events. */
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
        // A purchase before anything else has nothing to join.
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
      join = restored(join, SETTINGS);
    }
    assertThat(join.pass(999)).isEmpty();
    List<String> expected =
        lists.stream().map(list -> plain(list, reactions)).filter(text -> text != null).toList();
    assertThat(join.pass(2_000)).extracting(FeedbackJoinTest::text).isEqualTo(expected);
    join.pass(4_000);
    assertThat(join.expiry()).isEqualTo(Long.MAX_VALUE);
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

  /** A purchase counts once for each item shown at most half an hour before. */
  @Property(tries = 200)
  void conversionsInOrderAreThoseOfAPlainMap(@ForAll long seed) {
    Random random = new Random(seed);
    FeedbackJoin join = new FeedbackJoin(FeedbackSettings.DEFAULT);
    Map<String, Long> shown = new LinkedHashMap<>();
    long time = 0;
    for (int i = 0; i < 60; i++) {
      time += random.nextInt(600_000);
      String item = "i" + random.nextInt(8);
      if (random.nextBoolean()) {
        join.react(reaction(null, item, Reaction.Kind.SHOWN, time));
        shown.put(item, time);
      } else {
        Long at = shown.get(item);
        boolean converts = at != null && time - at <= 1_800_000;
        int bought = join.react(reaction(null, item, Reaction.Kind.BOUGHT, time)).bought();
        assertThat(bought).isEqualTo(converts ? 1 : 0);
        if (converts) {
          shown.remove(item);
        }
      }
      join = restored(join, FeedbackSettings.DEFAULT);
    }
  }

  private static List<Reaction> randomReactions(Random random, int count) {
    List<Reaction> reactions = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Reaction.Kind kind = KINDS.get(random.nextInt(3));
      boolean named = kind != Reaction.Kind.BOUGHT && random.nextInt(4) > 0;
      reactions.add(
          reaction(
              named ? "r" + random.nextInt(12) : null,
              "abcd".substring(random.nextInt(4)).substring(0, 1),
              kind,
              random.nextInt(6_000)));
    }
    return reactions;
  }

  /**
   * The oracle: purchases of each item that follow an exposure which no earlier purchase has used
   * up.
   */
  private static int conversions(List<Reaction> reactions) {
    int conversions = 0;
    for (String item : ITEMS) {
      long used = -1;
      for (Reaction purchase :
          reactions.stream()
              .filter(r -> r.kind() == Reaction.Kind.BOUGHT && r.itemId().equals(item))
              .sorted(Comparator.comparingLong(Reaction::time))
              .toList()) {
        long after = used;
        boolean counts =
            reactions.stream()
                .filter(r -> r.kind() != Reaction.Kind.BOUGHT && r.itemId().equals(item))
                .mapToLong(Reaction::time)
                .anyMatch(t -> t > after && t <= purchase.time() && purchase.time() - t <= 1_000);
        conversions += counts ? 1 : 0;
        used = counts ? purchase.time() : used;
      }
    }
    return conversions;
  }

  /** Some lists are in the learning share, some are not, some are unnamed. */
  @Property(tries = 300)
  void asMuchIsCountedInAnyOrderOfArrival(@ForAll long seed) {
    Random random = new Random(seed);
    FeedbackSettings half =
        FeedbackSettings.DEFAULT.with(
            f ->
                f.share(0.5)
                    .windowMillis(1_000)
                    .allowedLatenessMillis(0)
                    .lists(8)
                    .reactions(1_000)
                    .shownItems(1_000));
    List<Reaction> reactions = randomReactions(random, 80);
    // A purchase before anything else has nothing to join.
    reactions.add(0, reaction("r1", "x", Reaction.Kind.SHOWN, 0));
    ShownOutcome sum = new ShownOutcome("shop", "shop/v", 0, 0, 0);
    FeedbackJoin join = new FeedbackJoin(half);
    for (int n = 0; n < reactions.size(); n++) {
      ShownOutcome outcome = join.react(reactions.get(n));
      sum = plus(sum, outcome);
      // At once: a conversion is counted as soon as it can be known.
      assertThat(sum.bought()).isEqualTo(conversions(reactions.subList(0, n + 1)));
      join = restored(join, half);
    }
    assertThat(sum.shown()).isEqualTo(count(reactions, Reaction.Kind.SHOWN));
    assertThat(sum.clicked()).isEqualTo(count(reactions, Reaction.Kind.CLICKED));
  }

  private static int count(List<Reaction> reactions, Reaction.Kind kind) {
    return (int) reactions.stream().filter(r -> r.kind() == kind).count();
  }

  private static ShownOutcome plus(ShownOutcome one, ShownOutcome other) {
    assertThat(other.bought()).isNotNegative();
    return new ShownOutcome(
        other.site(),
        other.visitorKey(),
        one.shown() + other.shown(),
        one.clicked() + other.clicked(),
        one.bought() + other.bought());
  }

  /** Time passes and reactions expire; no event arrives behind the time that passed. */
  @Property(tries = 300)
  void whatIsForgottenInTimeIsNeitherMissedNorCountedAgain(@ForAll long seed) {
    Random random = new Random(seed);
    FeedbackSettings half =
        FeedbackSettings.DEFAULT.with(
            f ->
                f.share(0.5)
                    .windowMillis(1_000)
                    .allowedLatenessMillis(0)
                    .lists(8)
                    .reactions(1_000)
                    .shownItems(1_000));
    List<Reaction> reactions = randomReactions(random, 80);
    IdentityHashMap<Reaction, Integer> arrivals = new IdentityHashMap<>();
    reactions.forEach(r -> arrivals.put(r, (int) r.time() + random.nextInt(700)));
    reactions.sort(Comparator.comparingInt(arrivals::get));
    reactions.add(0, reaction(null, "x", Reaction.Kind.SHOWN, 6_000));
    arrivals.put(reactions.get(0), 0);
    FeedbackJoin join = new FeedbackJoin(half);
    int bought = 0;
    for (Reaction reaction : reactions) {
      join.pass(arrivals.get(reaction) - 701);
      bought += join.react(reaction).bought();
      join = restored(join, half);
    }
    assertThat(bought).isEqualTo(conversions(reactions));
    join.pass(7_000);
    assertThat(join.expiry()).isEqualTo(Long.MAX_VALUE);
  }

  /**
   * Evicted reactions may be missed, but events in order are never counted twice, and the state
   * stays small.
   */
  @Property(tries = 300)
  void overTheBoundsNothingIsCountedTwice(@ForAll long seed) {
    Random random = new Random(seed);
    FeedbackSettings few =
        FeedbackSettings.DEFAULT.with(
            f ->
                f.share(0.5)
                    .windowMillis(1_000)
                    .allowedLatenessMillis(0)
                    .lists(2)
                    .reactions(6)
                    .shownItems(4));
    List<Reaction> reactions = randomReactions(random, 80);
    reactions.sort(Comparator.comparingLong(Reaction::time));
    FeedbackJoin join = new FeedbackJoin(few);
    int bought = 0;
    for (Reaction reaction : reactions) {
      int more = join.react(reaction).bought();
      assertThat(more).isBetween(0, 1);
      bought += more;
      join = restored(join, few);
      assertThat(FeedbackJoin.format(few).pack(join)).hasSizeLessThanOrEqualTo(4 + 10 * 25);
    }
    assertThat(bought).isLessThanOrEqualTo(conversions(reactions));
  }

  @Test
  void anItemShownAgainMakesRoomBeforeOneThatWasNot() {
    FeedbackSettings two =
        FeedbackSettings.DEFAULT.with(
            f ->
                f.share(0)
                    .windowMillis(1_000)
                    .allowedLatenessMillis(0)
                    .lists(2)
                    .reactions(10)
                    .shownItems(2));
    FeedbackJoin join = new FeedbackJoin(two);
    join.react(reaction("r0", "a", Reaction.Kind.SHOWN, 1));
    join.react(reaction("r1", "b", Reaction.Kind.SHOWN, 2));
    join.react(reaction("r2", "b", Reaction.Kind.SHOWN, 3));
    // Only now is there one item too many.
    assertThat(join.react(reaction(null, "a", Reaction.Kind.BOUGHT, 4)).bought()).isZero();
    join.react(reaction("r3", "c", Reaction.Kind.SHOWN, 5));
    join.react(reaction("r3", "d", Reaction.Kind.SHOWN, 6));
    assertThat(join.react(reaction(null, "c", Reaction.Kind.BOUGHT, 7)).bought()).isEqualTo(1);
    assertThat(join.react(reaction(null, "d", Reaction.Kind.BOUGHT, 7)).bought()).isEqualTo(1);
    assertThat(join.react(reaction(null, "b", Reaction.Kind.BOUGHT, 7)).bought()).isZero();
  }

  @Test
  void aTimerIsDueWhenTheFirstListsTimeIsOver() {
    FeedbackJoin join = new FeedbackJoin(SETTINGS);
    assertThat(join.expiry()).isEqualTo(Long.MAX_VALUE);
    join.follow(list("r1", 500));
    join.follow(list("r0", 300));
    assertThat(join.expiry()).isEqualTo(1_300);
    join.react(reaction("r0", "b", Reaction.Kind.CLICKED, 400));
    assertThat(join.pass(1_300)).hasSize(1);
    assertThat(join.expiry()).isEqualTo(1_400);
  }

  @Test
  void theOldestIsJudgedEarlyWhenThereAreTooMany() {
    FeedbackJoin join =
        new FeedbackJoin(
            FeedbackSettings.DEFAULT.with(
                f ->
                    f.share(1)
                        .windowMillis(1_000)
                        .allowedLatenessMillis(0)
                        .lists(2)
                        .reactions(3)
                        .shownItems(1)));
    join.follow(list("r0", 0));
    join.react(reaction("r0", "b", Reaction.Kind.SHOWN, 1));
    join.follow(list("r1", 1));
    assertThat(join.follow(list("r2", 2)).list().recommendationId()).isEqualTo("r0");
    // No item of this list was seen.
    assertThat(join.follow(list("r3", 3))).isNull();
  }

  @Test
  void aPurchaseWithNothingToJoinIsNotKept() {
    FeedbackJoin join = new FeedbackJoin(SETTINGS);
    join.react(reaction(null, "a", Reaction.Kind.BOUGHT, 1));
    assertThat(join.expiry()).isEqualTo(Long.MAX_VALUE);
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
    // An item that was no candidate has no features.
    LoggedRecommendation trending = list("r", 7, List.of("", "b", "", ""));
    assertThat(new Judgement(trending, shown, none, none).examples()).isEmpty();
  }

  /** An order of noon is exported in the evening. */
  @Test
  void aPurchaseOfTheWindowMayArriveLate() {
    FeedbackSettings patient =
        FeedbackSettings.DEFAULT.with(f -> f.windowMillis(1_000).allowedLatenessMillis(5_000));
    FeedbackJoin join = new FeedbackJoin(patient);
    join.react(reaction("other", "a", Reaction.Kind.SHOWN, 0));
    join.pass(1_500);
    join = restored(join, patient);
    assertThat(join.expiry()).isEqualTo(6_000);
    assertThat(join.react(reaction(null, "a", Reaction.Kind.BOUGHT, 900)).bought()).isOne();
    join.pass(6_900);
    assertThat(join.isEmpty()).isTrue();
  }

  @Test
  void aListOfOtherFeaturesIsIgnored() {
    FeedbackJoin join = new FeedbackJoin(SETTINGS);
    LoggedRecommendation list = list("r0", 0);
    PackedWriter other = new PackedWriter(8);
    other.writeVarint(Feature.COUNT + 1);
    join.follow(
        new LoggedRecommendation(
            list.site(),
            list.visitor(),
            list.recommendationId(),
            list.time(),
            list.items(),
            other.toBytes()));
    assertThat(join.isEmpty()).isTrue();
    join.follow(list);
    assertThat(join.isEmpty()).isFalse();
  }
}
