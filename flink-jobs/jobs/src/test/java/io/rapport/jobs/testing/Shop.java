package io.rapport.jobs.testing;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The events of a small shop. */
public final class Shop {

  public static final long NOON = 1_700_000_000_000L;

  private Shop() {}

  public static ClickEvent view(String eventId, long time, String visitor, String item) {
    return click(eventId, time, visitor, null, ClickAction.VIEW, item, false);
  }

  public static ClickEvent click(
      String eventId,
      long time,
      String visitor,
      String session,
      ClickAction action,
      String item,
      boolean bot) {
    return new ClickEvent(
        eventId,
        time,
        time + 7,
        "shop",
        visitor,
        null,
        session,
        action,
        item,
        null,
        null,
        null,
        -1,
        Double.NaN,
        null,
        bot,
        "");
  }

  /** The impression of a recommended item. */
  public static ClickEvent shown(
      String eventId, long time, String visitor, String recommendation, String item) {
    return new ClickEvent(
        eventId,
        time,
        time + 7,
        "shop",
        visitor,
        null,
        null,
        ClickAction.IMPRESSION,
        item,
        null,
        null,
        recommendation,
        -1,
        Double.NaN,
        null,
        false,
        "");
  }

  public static PurchaseEvent purchase(
      String eventId, long time, PurchaseKind kind, String visitor, String item, int quantity) {
    return new PurchaseEvent(
        eventId,
        time,
        time,
        "shop",
        "o-" + eventId,
        kind,
        null,
        visitor,
        null,
        null,
        null,
        null,
        List.of(new PurchaseLine(item, quantity, 1)),
        "");
  }

  public static CatalogueEntry entry(String eventId, long time, String item, int stock) {
    return new CatalogueEntry(
        eventId, time, "shop", item, null, null, null, null, 1, null, stock, true, "");
  }

  /** The example of a click after a path through a small shop, different for each number. */
  public static BlendExample example(int number) {
    RecommendationSettings settings =
        RecommendationSettings.DEFAULT.with(
            s -> s.blend(BlendSettings.DEFAULT.withExampleShare(1)));
    ItemMemory memory = new ItemMemory(settings);
    for (int i = 0; i < 10; i++) {
      Visit other = visit("o" + i, "p", List.of("q" + (i + number) % 4));
      memory.learn(other);
      memory.learn(PairDelta.of(visit("o" + i, "r" + i % 3, List.of("p")), 1));
    }
    Visit first = visit("v", "p", List.of());
    Shortlist shortlist = new Shortlist(settings.ranking());
    shortlist.keep(first, new ReplyWriter(settings).reply(first, memory));
    return new Ranker(settings)
        .example(
            visit("v", "r" + number % 3, List.of("p")),
            shortlist,
            new HeapSiteKnowledge(1, EmbeddingSettings.DEFAULT));
  }

  /** A recommendation of the items a, b, c and so on, with their features. */
  public static LoggedRecommendation logged(String visitor, String id, long time) {
    RecommendationSettings settings = RecommendationSettings.DEFAULT;
    ItemMemory memory = new ItemMemory(settings);
    for (int i = 0; i < 9; i++) {
      memory.learn(PairDelta.of(visit("o" + i, "r" + i % 4, List.of("p")), 1));
    }
    Visit visit = visit(visitor, "p", List.of());
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

  static Visit visit(String visitor, String item, List<String> recent) {
    return new Visit(visitor + item, NOON, NOON, "shop", visitor, null, item, recent, true, 2);
  }

  /** The same paths, with each step a click on the recommendation of the step before. */
  public static List<ClickEvent> following(List<ClickEvent> clicks) {
    Map<String, String> before = new HashMap<>();
    List<ClickEvent> following = new ArrayList<>();
    for (ClickEvent c : clicks) {
      String id = before.put(c.visitorKey(), Recommended.id(c.visitorKey(), c.eventId()));
      following.add(
          new ClickEvent(
              c.eventId(),
              c.eventTime(),
              c.brokerTime(),
              c.site(),
              c.visitorId(),
              c.customerId(),
              c.sessionId(),
              id == null ? c.action() : ClickAction.RECOMMENDATION_CLICK,
              c.itemId(),
              c.category(),
              c.query(),
              id,
              -1,
              c.price(),
              c.currency(),
              c.bot(),
              c.repairs()));
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
      clicks.add(view("e" + i, NOON + i * 1000L, "v" + visitor, "i" + places[visitor]));
    }
    return clicks;
  }
}
