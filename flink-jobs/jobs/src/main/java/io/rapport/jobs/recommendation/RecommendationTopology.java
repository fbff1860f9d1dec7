package io.rapport.jobs.recommendation;

import static io.rapport.jobs.frame.ServingOptions.answering;
import static io.rapport.jobs.frame.ServingOptions.serving;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.quality.Measurements;
import io.rapport.jobs.recommendation.experiment.ReportTopology;
import io.rapport.jobs.recommendation.item.ItemMessage;
import io.rapport.jobs.recommendation.item.ItemTopology;
import io.rapport.jobs.recommendation.item.ItemUpdate;
import io.rapport.jobs.recommendation.item.ItemsFunction;
import io.rapport.jobs.recommendation.learning.FeedbackFunction;
import io.rapport.jobs.recommendation.learning.LearningTopology;
import io.rapport.jobs.recommendation.site.BroadcastSiteKnowledge;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.recommendation.site.SiteMessage;
import io.rapport.jobs.recommendation.site.SiteMessages;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedBroadcastOperator;
import io.rapport.jobs.state.CachedCoProcessOperator;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The topology of recommendations: the way of a visit.
 *
 * <pre>
 * clicks, purchases, --> History (by visitor) ------------- purchases ---------------+
 * statuses, erasures         | visits with the session's items                       |
 *                            v                                                       v
 * catalogue ----------> Items (by item) -- visits, pairs --> Neighbours (by item) --> Ranking (by visitor) --> recommendations
 *                            |                                  ^        |               ^
 *                            |                           ItemTopology    v               | broadcast
 *                            +-- availability, attributes, trends   item neighbours   SiteMessages
 * </pre>
 *
 * <p>{@link ItemTopology} draws what items learn from texts and orders, {@link LearningTopology}
 * the loops from feedback back to the ranking, and {@link ReportTopology} the reports.
 *
 * <p>A visit asks its own item only: the neighbours of the session's earlier items are kept with
 * the visitor. Items counts before Neighbours learns, because a pair is scored by the popularity of
 * both its items: whoever visits an item carries the item's count to the lists of the items before
 * it. Visits and pairs share one edge, so that they stay in order.
 *
 * <p>The item's own key decides from the catalogue whether the item is available; only changes
 * leave it. Rankers remember unavailable items, and in 20 bytes an item its category, brand, price
 * and popularity; both are bounded. Lists go on holding an unavailable item, so that it returns as
 * soon as it is available.
 */
public final class RecommendationTopology {

  private RecommendationTopology() {}

  /** The products of the topology; a neighbourhood without neighbours is the end of one. */
  public record Products(
      DataStream<Recommended> recommendations,
      DataStream<Neighbourhood> neighbourhoods,
      DataStream<BlendPublication> blends,
      List<Measurements> measured,
      DataStream<Report> reports,
      DataStream<Receipt> receipts) {}

  /**
   * The streams that guide the ranking; none may hold a watermark back.
   *
   * @param blends the published blends, read back
   * @param rules of the sites
   * @param statuses of the customers, by their profiles
   * @param segments of the customers
   * @param logins and logouts on cookies
   * @param erased visitors to be forgotten
   */
  public record Guidance(
      DataStream<BlendPublication> blends,
      DataStream<RulesPublication> rules,
      DataStream<CustomerStatus> statuses,
      DataStream<SegmentChange> segments,
      DataStream<IdentityEvent> logins,
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
    var visits = follow(clicks, VisitorInputs.of(purchases, guidance, settings.cache()), settings);
    var counted = count(visits, catalogue, settings);
    var updates = updates(visits, counted, purchases, catalogue, settings);
    var answered = learnNeighbours(counted, updates, settings);
    var knowledge = knowledge(visits, counted, guidance, settings);
    var recommendations = rank(visits, answered, knowledge, settings);
    var judged = judge(visits, recommendations, settings);
    var blends = train(recommendations, judged, settings);
    return new Products(
        recommendations,
        answered.getSideOutput(NeighboursFunction.NEIGHBOURHOODS),
        blends,
        measured(recommendations, judged),
        reports(recommendations, judged, guidance, settings, reportInterval),
        visits.getSideOutput(HistoryFunction.RECEIPTS));
  }

  private static SingleOutputStreamOperator<Visit> follow(
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

  private static SingleOutputStreamOperator<ItemMessage> count(
      DataStream<Visit> visits,
      DataStream<CatalogueEntry> catalogue,
      RecommendationSettings settings) {
    return serving(
        visits
            .connect(catalogue)
            .keyBy(Visit::itemKey, CatalogueEntry::itemKey, Types.STRING)
            .transform(
                "count item visits",
                TypeInformation.of(ItemMessage.class),
                new CachedCoProcessOperator<>(new ItemsFunction(settings), settings.cache()))
            .uid(RecommendationUids.ITEMS));
  }

  private static DataStream<ItemUpdate> updates(
      SingleOutputStreamOperator<Visit> visits,
      SingleOutputStreamOperator<ItemMessage> counted,
      DataStream<PurchaseEvent> purchases,
      DataStream<CatalogueEntry> catalogue,
      RecommendationSettings settings) {
    return ItemTopology.build(
        catalogue.union(visits.getSideOutput(HistoryFunction.CLOCK)),
        counted.getSideOutput(ItemsFunction.ESTABLISHED),
        purchases,
        visits.getSideOutput(HistoryFunction.ORDERS),
        settings);
  }

  private static SingleOutputStreamOperator<VisitorMessage> learnNeighbours(
      DataStream<ItemMessage> counted,
      DataStream<ItemUpdate> updates,
      RecommendationSettings settings) {
    return serving(
        counted
            .connect(updates)
            .keyBy(ItemMessage::itemKey, ItemUpdate::itemKey, Types.STRING)
            .transform(
                "learn item neighbours",
                TypeInformation.of(VisitorMessage.class),
                new CachedCoProcessOperator<>(new NeighboursFunction(settings), settings.cache()))
            .uid(RecommendationUids.NEIGHBOURS));
  }

  private static DataStream<SiteMessage> knowledge(
      SingleOutputStreamOperator<Visit> visits,
      SingleOutputStreamOperator<ItemMessage> counted,
      Guidance guidance,
      RecommendationSettings settings) {
    return SiteMessages.of(
        counted.getSideOutput(ItemsFunction.AVAILABILITY),
        counted.getSideOutput(ItemsFunction.ATTRIBUTES),
        ItemTopology.trending(counted.getSideOutput(ItemsFunction.TRENDS), settings),
        LearningTopology.embeddings(
            visits.getSideOutput(HistoryFunction.EMBEDDING_EXAMPLES), settings),
        guidance.blends(),
        guidance.rules());
  }

  private static SingleOutputStreamOperator<Recommended> rank(
      SingleOutputStreamOperator<Visit> visits,
      DataStream<VisitorMessage> answered,
      DataStream<SiteMessage> knowledge,
      RecommendationSettings settings) {
    return answering(
        answered
            .union(visits.getSideOutput(HistoryFunction.TO_RANKING))
            .keyBy(VisitorMessage::visitorKey, Types.STRING)
            .connect(knowledge.broadcast())
            .transform(
                "rank recommendations",
                TypeInformation.of(Recommended.class),
                new CachedBroadcastOperator<>(
                    new RankingFunction(settings), BroadcastSiteKnowledge.ALL, settings.cache()))
            .uid(RecommendationUids.RANKING));
  }

  private static SingleOutputStreamOperator<BlendExample> judge(
      SingleOutputStreamOperator<Visit> visits,
      SingleOutputStreamOperator<Recommended> recommendations,
      RecommendationSettings settings) {
    return LearningTopology.feedback(
        recommendations.getSideOutput(RankingFunction.LOGGED),
        visits.getSideOutput(HistoryFunction.REACTIONS),
        settings);
  }

  private static DataStream<BlendPublication> train(
      SingleOutputStreamOperator<Recommended> recommendations,
      DataStream<BlendExample> judged,
      RecommendationSettings settings) {
    return LearningTopology.blends(
        recommendations.getSideOutput(RankingFunction.EXAMPLES).union(judged), settings);
  }

  private static List<Measurements> measured(
      SingleOutputStreamOperator<Recommended> recommendations,
      SingleOutputStreamOperator<BlendExample> judged) {
    return List.of(
        new Measurements(
            RecommendationUids.RANKING,
            recommendations.getSideOutput(RankingFunction.MEASUREMENTS)),
        new Measurements(
            RecommendationUids.FEEDBACK, judged.getSideOutput(FeedbackFunction.MEASUREMENTS)));
  }

  private static DataStream<Report> reports(
      SingleOutputStreamOperator<Recommended> recommendations,
      SingleOutputStreamOperator<BlendExample> judged,
      Guidance guidance,
      RecommendationSettings settings,
      Duration interval) {
    return ReportTopology.exposure(
            recommendations.getSideOutput(RankingFunction.EXPOSED),
            settings.measuring().exposure(),
            interval)
        .union(
            ReportTopology.experiments(
                judged.getSideOutput(FeedbackFunction.OUTCOMES),
                guidance.rules(),
                interval,
                settings.counting().expiryMillis(),
                settings.cache()));
  }
}
