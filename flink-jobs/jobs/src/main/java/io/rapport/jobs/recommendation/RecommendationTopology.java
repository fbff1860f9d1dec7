package io.rapport.jobs.recommendation;

import static io.rapport.jobs.frame.ServingOptions.answering;
import static io.rapport.jobs.frame.ServingOptions.serving;
import static io.rapport.jobs.frame.ServingOptions.unhurried;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.embedding.EmbeddingExample;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.core.recommendation.feedback.ExposedList;
import io.rapport.core.recommendation.feedback.ExposureSum;
import io.rapport.core.recommendation.feedback.ExposureTotals;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.rules.VariantOutcome;
import io.rapport.core.recommendation.settings.ExposureSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.quality.Measurements;
import io.rapport.jobs.recommendation.experiment.ExperimentFunction;
import io.rapport.jobs.recommendation.experiment.ExposureTally;
import io.rapport.jobs.recommendation.experiment.VariantFunction;
import io.rapport.jobs.recommendation.item.ItemMessage;
import io.rapport.jobs.recommendation.item.ItemUpdate;
import io.rapport.jobs.recommendation.item.ItemUpdates;
import io.rapport.jobs.recommendation.item.ItemsFunction;
import io.rapport.jobs.recommendation.item.OrderInput;
import io.rapport.jobs.recommendation.item.TrendingFunction;
import io.rapport.jobs.recommendation.learning.BlendTrainerFunction;
import io.rapport.jobs.recommendation.learning.EmbeddingFunction;
import io.rapport.jobs.recommendation.learning.FeedbackFunction;
import io.rapport.jobs.recommendation.learning.FeedbackMessage;
import io.rapport.jobs.recommendation.site.BroadcastRules;
import io.rapport.jobs.recommendation.site.BroadcastSiteKnowledge;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.recommendation.site.SiteMessage;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedBroadcastOperator;
import io.rapport.jobs.state.CachedCoProcessOperator;
import io.rapport.jobs.state.CachedProcessOperator;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

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
 * site rules ------- broadcast --> Ranking
 * History -- visits --> Embedding (by site) -- items' vectors, broadcast --> Ranking
 *
 * profiles read back --> Status (by customer) -- opted out, complaint open --> History (by visitor)
 * Feedback -- items shown, clicked, bought --> Variants (broadcast: site rules) --> Experiments --> reports
 * Ranking -- lists --> Exposure (by site) --> reports
 * </pre>
 *
 * <p>A visit is asked of its own item only: the neighbours of the session's earlier items are kept
 * with the visitor. Items counts before Neighbours learns, because a pair is scored by the
 * popularity of both its items: whoever visits an item carries the item's count to the lists of the
 * items before it. Visits and pairs share one edge, so that they stay in order.
 *
 * <p>Whether an item can be had is decided by the item's own key, from the catalogue; only changes
 * leave it. Rankers remember what is unavailable, and in 20 bytes an item its category, brand,
 * price and popularity; both are bounded. A blend is learned by one learner a site from a share of
 * the clicks; the loop closes outside of Flink, so that it can be seen, replayed and restored.
 * Items are embedded by one learner a site, too, who tells the rankers what has moved. Lists go on
 * holding an unavailable item, so that it is back at once when it can be had.
 */
public final class RecommendationTopology {

  private RecommendationTopology() {}

  /** What the topology makes; a neighbourhood without neighbours is the end of one. */
  public record Products(
      DataStream<Recommended> recommendations,
      DataStream<Neighbourhood> neighbourhoods,
      DataStream<BlendPublication> blends,
      List<Measurements> measured,
      DataStream<Report> reports,
      DataStream<Receipt> receipts) {}

  /**
   * What guides the ranking; none may hold a watermark back.
   *
   * @param blends the published blends, read back
   * @param rules of the sites
   * @param statuses of the customers, by their profiles
   * @param segments of the customers
   * @param erased visitors to be forgotten
   */
  public record Guidance(
      DataStream<BlendPublication> blends,
      DataStream<RulesPublication> rules,
      DataStream<CustomerStatus> statuses,
      DataStream<SegmentChange> segments,
      DataStream<VisitorErased> erased) {}

  /**
   * Builds the topology.
   *
   * @param reportInterval event time over which exposure and experiments are reported
   */
  public static Products build(
      DataStream<ClickEvent> clicks,
      DataStream<PurchaseEvent> purchases,
      DataStream<CatalogueEntry> catalogue,
      Guidance guidance,
      RecommendationSettings settings,
      Duration reportInterval) {
    SingleOutputStreamOperator<Visit> visits =
        history(clicks, inputs(purchases, guidance), settings);
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
                        orders(purchases, visits.getSideOutput(HistoryFunction.ORDERS)),
                        settings))
                .keyBy(ItemMessage::itemKey, ItemUpdate::itemKey, Types.STRING)
                .transform(
                    "learn item neighbours",
                    TypeInformation.of(VisitorMessage.class),
                    new CachedCoProcessOperator<>(
                        new NeighboursFunction(settings), settings.cache()))
                .uid(RecommendationUids.NEIGHBOURS));
    SingleOutputStreamOperator<Recommended> recommendations =
        answering(
            answered
                .union(visits.getSideOutput(HistoryFunction.TO_RANKING))
                .keyBy(VisitorMessage::visitorKey, Types.STRING)
                .connect(knowledge(counted, visits, guidance, settings).broadcast())
                .transform(
                    "rank recommendations",
                    TypeInformation.of(Recommended.class),
                    new CachedBroadcastOperator<>(
                        new RankingFunction(settings),
                        BroadcastSiteKnowledge.ALL,
                        settings.cache()))
                .uid(RecommendationUids.RANKING));
    SingleOutputStreamOperator<BlendExample> judged =
        recommendations
            .getSideOutput(RankingFunction.LOGGED)
            .union(
                unhurried(
                    visits.getSideOutput(HistoryFunction.REACTIONS), RecommendationUids.REACTIONS))
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
                RecommendationUids.RANKING,
                recommendations.getSideOutput(RankingFunction.MEASUREMENTS)),
            new Measurements(
                RecommendationUids.FEEDBACK, judged.getSideOutput(FeedbackFunction.MEASUREMENTS))),
        exposure(
                recommendations.getSideOutput(RankingFunction.EXPOSED),
                settings.measuring().exposure(),
                reportInterval)
            .union(
                experiments(
                    judged.getSideOutput(FeedbackFunction.OUTCOMES),
                    guidance.rules(),
                    reportInterval,
                    settings.counting().expiryMillis())),
        visits.getSideOutput(HistoryFunction.RECEIPTS));
  }

  private static DataStream<VisitorInput> inputs(
      DataStream<PurchaseEvent> purchases, Guidance guidance) {
    DataStream<StatusChange> statuses =
        guidance
            .statuses()
            .connect(guidance.segments())
            .keyBy(
                status -> Keys.of(status.site(), status.customerId()),
                SegmentChange::customerKey,
                Types.STRING)
            .process(new StatusFunction())
            .name("tell visitors how they stand")
            .uid(RecommendationUids.STANDING);
    return input(purchases, VisitorInput::of, RecommendationUids.PURCHASES)
        .union(
            input(statuses, VisitorInput::of, RecommendationUids.STANDING_CHANGES),
            input(guidance.erased(), VisitorInput::of, RecommendationUids.ERASURES));
  }

  private static <T> DataStream<VisitorInput> input(
      DataStream<T> stream, MapFunction<T, VisitorInput> input, String uid) {
    return stream.map(input).returns(VisitorInput.class).name(uid + " to history").uid(uid);
  }

  private static DataStream<OrderInput> orders(
      DataStream<PurchaseEvent> purchases, DataStream<OrderRetraction> retracted) {
    return purchases
        .map(OrderInput::of)
        .returns(OrderInput.class)
        .name("purchases to orders")
        .uid(RecommendationUids.ORDERS)
        .union(
            retracted
                .map(OrderInput::of)
                .returns(OrderInput.class)
                .setParallelism(
                    retracted.getParallelism()) // what follows each other stays in order
                .name("retractions to orders")
                .uid(RecommendationUids.RETRACTED_ORDERS));
  }

  private static DataStream<Report> experiments(
      DataStream<ShownOutcome> outcomes,
      DataStream<RulesPublication> rules,
      Duration interval,
      long expiryMillis) {
    return outcomes
        .connect(rules.broadcast(BroadcastRules.RULES))
        .process(new VariantFunction())
        .returns(VariantOutcome.class)
        .name("tell variants")
        .uid(RecommendationUids.VARIANTS)
        .keyBy(VariantOutcome::experimentKey, Types.STRING)
        .process(new ExperimentFunction(interval.toMillis(), expiryMillis))
        .returns(Report.class)
        .name("add up experiments")
        .uid(RecommendationUids.EXPERIMENTS);
  }

  private static DataStream<Report> exposure(
      DataStream<ExposedList> lists, ExposureSettings settings, Duration interval) {
    return lists
        .transform(
            "tally exposure",
            TypeInformation.of(ExposureSum.class),
            new ExposureTally(settings, interval.toMillis()))
        .setParallelism(lists.getParallelism()) // in the same task
        .uid(RecommendationUids.EXPOSURE_TALLY)
        .keyBy(ExposureSum::site, Types.STRING)
        .window(TumblingEventTimeWindows.of(interval))
        .reduce(
            (one, other) -> one.plus(other, settings),
            (site, window, sums, out) ->
                sums.forEach(
                    sum ->
                        ExposureTotals.format(settings)
                            .unpack(sum.packed())
                            .reports(site, window.getEnd())
                            .forEach(out::collect)),
            TypeInformation.of(Report.class))
        .name("report exposure")
        .uid(RecommendationUids.EXPOSURE);
  }

  private static SingleOutputStreamOperator<Visit> history(
      DataStream<ClickEvent> clicks,
      DataStream<VisitorInput> inputs,
      RecommendationSettings settings) {
    return serving(
        clicks
            .connect(inputs)
            .keyBy(ClickEvent::visitorKey, VisitorInput::visitorKey, Types.STRING)
            .transform(
                "follow visitors",
                TypeInformation.of(Visit.class),
                new CachedCoProcessOperator<>(new HistoryFunction(settings), settings.cache()))
            .uid(RecommendationUids.HISTORY));
  }

  /** What every ranker knows. */
  private static DataStream<SiteMessage> knowledge(
      SingleOutputStreamOperator<ItemMessage> counted,
      SingleOutputStreamOperator<Visit> visits,
      Guidance guidance,
      RecommendationSettings settings) {
    return messages(
            counted.getSideOutput(ItemsFunction.AVAILABILITY),
            SiteMessage::of,
            RecommendationUids.SHELF_UPDATES)
        .union(
            messages(trending(counted, settings), SiteMessage::of, RecommendationUids.TRENDS),
            messages(guidance.blends(), SiteMessage::of, RecommendationUids.BLENDS),
            messages(
                embeddings(visits, settings), SiteMessage::of, RecommendationUids.SHELF_EMBEDDINGS),
            messages(guidance.rules(), SiteMessage::of, RecommendationUids.SITE_RULES),
            messages(
                counted.getSideOutput(ItemsFunction.ATTRIBUTES),
                SiteMessage::of,
                RecommendationUids.ATTRIBUTES));
  }

  private static DataStream<TrendingList> trending(
      SingleOutputStreamOperator<ItemMessage> counted, RecommendationSettings settings) {
    return counted
        .getSideOutput(ItemsFunction.TRENDS)
        .keyBy(report -> report.scope().key(), Types.STRING)
        .transform(
            "find trending items",
            TypeInformation.of(TrendingList.class),
            new CachedProcessOperator<>(
                new TrendingFunction(settings.trending()), settings.cache()))
        .uid(RecommendationUids.TRENDING);
  }

  private static DataStream<EmbeddingPublication> embeddings(
      SingleOutputStreamOperator<Visit> visits, RecommendationSettings settings) {
    return unhurried(
            visits.getSideOutput(HistoryFunction.EMBEDDING_EXAMPLES),
            RecommendationUids.EMBEDDING_EXAMPLES)
        .keyBy(EmbeddingExample::site, Types.STRING)
        .transform(
            "embed items",
            TypeInformation.of(EmbeddingPublication.class),
            new CachedProcessOperator<>(
                new EmbeddingFunction(settings.embedding()),
                EmbeddingFunction.cache(settings.embedding(), settings.cache())))
        .uid(RecommendationUids.EMBEDDINGS);
  }

  private static <T> DataStream<SiteMessage> messages(
      DataStream<T> stream, MapFunction<T, SiteMessage> message, String uid) {
    return stream
        .map(message)
        .returns(SiteMessage.class)
        .setParallelism(stream.getParallelism()) // what follows each other stays in order
        .name(uid + " to all")
        .uid(uid);
  }
}
