package io.rapport.jobs.recommendation;

import static io.rapport.jobs.intake.ServingOptions.serving;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.BlendExample;
import io.rapport.core.recommendation.BlendPublication;
import io.rapport.core.recommendation.Neighbourhood;
import io.rapport.core.recommendation.Purchased;
import io.rapport.core.recommendation.RecommendationSettings;
import io.rapport.core.recommendation.Recommended;
import io.rapport.core.recommendation.ShelfUpdate;
import io.rapport.core.recommendation.TrendReport;
import io.rapport.core.recommendation.Visit;
import io.rapport.jobs.quality.Measurements;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Clicks, purchases and the catalogue to recommendations.
 *
 * <pre>
 * clicks, purchases --> History (by visitor) -------------- purchases ----------------+
 *                            | visits with the session's items                        |
 *                            v                                                        v
 * catalogue ----------> Items (by item) -- visits, pairs --> Neighbours (by item) --> Ranking (by visitor)
 *                            |                                       |                ^       |
 *                            |-- what cannot be had -----------------+-- broadcast ---+       v
 *                            +-- reports --> Trending (by site) -----+-- broadcast ---+   recommendations
 *                                                                    v                        | examples
 *                                                             item neighbours                  v
 * History -- impressions, clicks, purchases --> Feedback (by visitor) -- examples --> Trainer (by site) --> blends
 *                                                  ^-- followed recommendations -- Ranking
 *                                                                                                           |
 * blends read back -- broadcast --> Ranking     <--  the compacted topic rapport.recommendation-models  <--+
 * catalogue, purchases --> {@link ItemUpdates} --> Neighbours
 * </pre>
 *
 * <p>A visit is asked of its own item only: the neighbours of the session's earlier items are kept
 * with the visitor. Items counts before Neighbours learns, because a pair is scored by the
 * popularity of both its items: whoever visits an item carries the item's count to the lists of the
 * items before it. Visits and pairs share one edge, so that they stay in order.
 *
 * <p>Whether an item can be had is decided by the item's own key, from the catalogue; only changes
 * leave it, and only what is unavailable is remembered at the rankers, 8 bytes of key an item and
 * bounded. A blend is learned by one learner a site from a share of the clicks; the loop closes
 * outside of Flink, so that it can be seen, replayed and restored. Lists go on holding an
 * unavailable item, so that it is back at once when it can be had.
 */
public final class RecommendationTopology {

  private RecommendationTopology() {}

  /** What the topology makes; a neighbourhood without neighbours is the end of one. */
  public record Products(
      DataStream<Recommended> recommendations,
      DataStream<Neighbourhood> neighbourhoods,
      DataStream<BlendPublication> blends,
      List<Measurements> measured) {}

  /**
   * Builds the topology.
   *
   * @param blends the published blends, read back; must hold no watermark back
   */
  public static Products build(
      DataStream<ClickEvent> clicks,
      DataStream<PurchaseEvent> purchases,
      DataStream<CatalogueEntry> catalogue,
      DataStream<BlendPublication> blends,
      RecommendationSettings settings) {
    SingleOutputStreamOperator<Visit> visits = history(clicks, purchases, settings);
    SingleOutputStreamOperator<ItemMessage> counted =
        serving(
            visits
                .connect(catalogue)
                .keyBy(Visit::itemKey, CatalogueEntry::itemKey, Types.STRING)
                .transform(
                    "count item visits",
                    TypeInformation.of(ItemMessage.class),
                    new CachedCoProcessOperator<>(new ItemsFunction(settings), settings.cache()))
                .uid(RecommendationUids.ITEMS));
    SingleOutputStreamOperator<VisitorMessage> answered =
        serving(
            counted
                .connect(
                    ItemUpdates.build(
                        catalogue.union(visits.getSideOutput(HistoryFunction.CLOCK)),
                        counted.getSideOutput(ItemsFunction.ESTABLISHED),
                        purchases,
                        settings))
                .keyBy(ItemMessage::itemKey, ItemUpdate::itemKey, Types.STRING)
                .transform(
                    "learn item neighbours",
                    TypeInformation.of(VisitorMessage.class),
                    new CachedCoProcessOperator<>(
                        new NeighboursFunction(settings), settings.cache()))
                .uid(RecommendationUids.NEIGHBOURS));
    SingleOutputStreamOperator<Recommended> recommendations =
        answered
            .union(visits.getSideOutput(HistoryFunction.PURCHASED))
            .keyBy(VisitorMessage::visitorKey, Types.STRING)
            .connect(shelf(counted, settings).union(blends(blends)).broadcast())
            .transform(
                "rank recommendations",
                TypeInformation.of(Recommended.class),
                new CachedBroadcastOperator<>(
                    new RankingFunction(settings),
                    List.of(
                        BroadcastShelf.UNAVAILABLE, BroadcastShelf.TRENDING, BroadcastShelf.BLENDS),
                    settings.cache()))
            .uid(RecommendationUids.RANKING);
    SingleOutputStreamOperator<BlendExample> judged =
        recommendations
            .getSideOutput(RankingFunction.LOGGED)
            .union(visits.getSideOutput(HistoryFunction.REACTIONS))
            .keyBy(FeedbackMessage::visitorKey, Types.STRING)
            .transform(
                "join feedback",
                TypeInformation.of(BlendExample.class),
                new CachedProcessOperator<>(
                    new FeedbackFunction(settings.feedback()), settings.cache()))
            .uid(RecommendationUids.FEEDBACK);
    DataStream<BlendPublication> learned =
        recommendations
            .getSideOutput(RankingFunction.EXAMPLES)
            .union(judged)
            .keyBy(BlendExample::site, Types.STRING)
            .transform(
                "train blend",
                TypeInformation.of(BlendPublication.class),
                new CachedProcessOperator<>(
                    new BlendTrainerFunction(settings.blend()), settings.cache()))
            .uid(RecommendationUids.TRAINER);
    return new Products(
        recommendations,
        answered.getSideOutput(NeighboursFunction.NEIGHBOURHOODS),
        learned,
        List.of(
            new Measurements(
                RecommendationUids.HISTORY, visits.getSideOutput(HistoryFunction.MEASUREMENTS)),
            new Measurements(
                RecommendationUids.RANKING,
                recommendations.getSideOutput(RankingFunction.MEASUREMENTS)),
            new Measurements(
                RecommendationUids.FEEDBACK, judged.getSideOutput(FeedbackFunction.MEASUREMENTS))));
  }

  private static SingleOutputStreamOperator<Visit> history(
      DataStream<ClickEvent> clicks,
      DataStream<PurchaseEvent> purchases,
      RecommendationSettings settings) {
    return serving(
        clicks
            .connect(purchases)
            .keyBy(ClickEvent::visitorKey, Purchased::keyOf, Types.STRING)
            .transform(
                "follow visitors",
                TypeInformation.of(Visit.class),
                new CachedCoProcessOperator<>(
                    new HistoryFunction(settings.history(), settings.feedback()), settings.cache()))
            .uid(RecommendationUids.HISTORY));
  }

  private static DataStream<ShelfMessage> shelf(
      SingleOutputStreamOperator<ItemMessage> counted, RecommendationSettings settings) {
    DataStream<ShelfUpdate> trending =
        counted
            .getSideOutput(ItemsFunction.TRENDS)
            .keyBy(TrendReport::site, Types.STRING)
            .transform(
                "find trending items",
                TypeInformation.of(ShelfUpdate.class),
                new CachedProcessOperator<>(
                    new TrendingFunction(settings.trending()), settings.cache()))
            .uid(RecommendationUids.TRENDING);
    return counted
        .getSideOutput(ItemsFunction.SHELF)
        .union(trending)
        .map(ShelfMessage::of)
        .returns(ShelfMessage.class)
        .name("shelf to all")
        .uid(RecommendationUids.SHELF_UPDATES);
  }

  private static DataStream<ShelfMessage> blends(DataStream<BlendPublication> blends) {
    return blends
        .map(ShelfMessage::of)
        .returns(ShelfMessage.class)
        .name("blends to all")
        .uid(RecommendationUids.BLENDS);
  }
}
