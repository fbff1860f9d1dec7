package io.rapport.jobs.testing;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.candidate.ItemMemory;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Ranker;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.ranking.Scored;
import io.rapport.core.recommendation.replay.HeapSiteKnowledge;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.testing.ClickEventBuilder;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The paths of visitors through a small shop, and examples learned from them. */
public final class Shop {

  private Shop() {}

  /** The example of a click after a path through a small shop, different for each number. */
  public static BlendExample example(int number) {
    RecommendationSettings settings =
        RecommendationSettings.DEFAULT.with(
            s -> s.blend(BlendSettings.DEFAULT.withExampleShare(1)));
    ItemMemory memory = new ItemMemory(settings);
    for (int i = 0; i < 10; i++) {
      Visit other = visit("o" + i, "p", "q" + (i + number) % 4);
      memory.learn(other);
      memory.learn(PairDelta.of(visit("o" + i, "r" + i % 3, "p"), 1));
    }
    Visit first = visit("v", "p");
    Shortlist shortlist = new Shortlist(settings.ranking());
    shortlist.keep(first, new ReplyWriter(settings).reply(first, memory));
    return new Ranker(settings)
        .example(
            visit("v", "r" + number % 3, "p"),
            shortlist,
            new HeapSiteKnowledge(1, EmbeddingSettings.DEFAULT));
  }

  /** A recommendation of the items a, b, c and so on, with their features. */
  public static LoggedRecommendation logged(String visitor, String id, long time) {
    RecommendationSettings settings = RecommendationSettings.DEFAULT;
    ItemMemory memory = new ItemMemory(settings);
    for (int i = 0; i < 9; i++) {
      memory.learn(PairDelta.of(visit("o" + i, "r" + i % 4, "p"), 1));
    }
    Visit visit = visit(visitor, "p");
    Shortlist shortlist = new Shortlist(settings.ranking());
    shortlist.keep(visit, new ReplyWriter(settings).reply(visit, memory));
    Ranker ranker = new Ranker(settings);
    HeapSiteKnowledge knowledge = new HeapSiteKnowledge(1, EmbeddingSettings.DEFAULT);
    Scored scored = ranker.score(visit, shortlist, knowledge);
    List<RankedItem> items = ranker.list(scored);
    LoggedRecommendation list = scored.log(Recommended.answer(visit, items, "m", null));
    List<String> names = List.of("a", "b", "c", "d").subList(0, items.size());
    return new LoggedRecommendation("shop", visitor, id, time, names, list.features());
  }

  private static Visit visit(String visitor, String item, String... recent) {
    return Events.visit(item, Events.NOON, recent)
        .eventId(visitor + item)
        .visitorId(visitor)
        .count(2)
        .build();
  }

  /** The same paths, with each step a click on the recommendation of the step before. */
  public static List<ClickEvent> following(List<ClickEvent> clicks) {
    Map<String, String> before = new HashMap<>();
    List<ClickEvent> following = new ArrayList<>();
    for (ClickEvent c : clicks) {
      String id = before.put(c.visitorKey(), Recommended.id(c.visitorKey(), c.eventId()));
      following.add(
          id == null
              ? c
              : ClickEventBuilder.builder(c)
                  .action(ClickAction.RECOMMENDATION_CLICK)
                  .recommendationId(id)
                  .build());
    }
    return following;
  }

  /** Views of a few visitors who wander among neighbouring items, in event-time order. */
  public static List<ClickEvent> wanderings(int events, int visitors, int items, long seed) {
    Random random = new Random(seed);
    int[] places = random.ints(visitors, 0, items).toArray();
    List<ClickEvent> clicks = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      int visitor = random.nextInt(visitors);
      places[visitor] = Math.floorMod(places[visitor] + random.nextInt(7) - 3, items);
      clicks.add(
          Events.view("e" + i, Events.NOON + i * 1000L, "v" + visitor, "i" + places[visitor]));
    }
    return clicks;
  }
}
