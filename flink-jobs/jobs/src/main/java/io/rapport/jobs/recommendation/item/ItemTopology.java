package io.rapport.jobs.recommendation.item;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.basket.BoughtLine;
import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.content.BucketEntry;
import io.rapport.core.recommendation.content.ComparisonRequest;
import io.rapport.core.recommendation.content.PartnerMessage;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedProcessOperator;
import io.rapport.jobs.state.PackedFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Relates items by their texts and by the orders that contain them, and finds trending items.
 *
 * <pre>
 * catalogue --> Texts (by item) -- bucket entries --> Buckets (by bucket) -- comparisons --+
 *                  |-- the item's vector --> Compare (by item) <---------------------------+
 *                  |                            | similarities, to both items
 *                  +-- changed texts --> Partners (by item) --> content links
 * purchases --> Baskets (by order) --> Orders (by site) --> Orders (by item) --> pairs
 * Items -- reports of visits --> Trending (by scope) --> trending lists
 * </pre>
 *
 * <p>Encoding a text takes milliseconds. It has an operator of its own, so that a bulk load holds
 * up the catalogue only.
 */
public final class ItemTopology {

  /** Only catalogue changes and orders use these states, so that a part of the cache is enough. */
  private static final int CACHE_SHARE = 8;

  private ItemTopology() {}

  /**
   * Builds the updates of the items' memories.
   *
   * @param established items with a text that are no longer newcomers
   * @param retracted orders of erased visitors
   */
  public static DataStream<ItemUpdate> build(
      DataStream<CatalogueEntry> catalogue,
      DataStream<PartnerMessage> established,
      DataStream<PurchaseEvent> purchases,
      DataStream<OrderRetraction> retracted,
      RecommendationSettings settings) {
    return content(catalogue, established, settings)
        .union(bought(orders(purchases, retracted), settings));
  }

  /** Finds the trending items of each scope. */
  public static DataStream<TrendingList> trending(
      DataStream<TrendReport> reports, RecommendationSettings settings) {
    return reports
        .keyBy(report -> report.scope().key(), Types.STRING)
        .transform(
            "find trends",
            TypeInformation.of(TrendingList.class),
            new CachedProcessOperator<>(
                new TrendingFunction(settings.trending()), settings.cache()))
        .uid(RecommendationUids.TRENDING);
  }

  private static DataStream<OrderInput> orders(
      DataStream<PurchaseEvent> purchases, DataStream<OrderRetraction> retracted) {
    return purchases
        .map(OrderInput::of)
        .returns(OrderInput.class)
        .name("to orders")
        .uid(RecommendationUids.ORDERS)
        .union(
            retracted
                .map(OrderInput::of)
                .returns(OrderInput.class)
                .setParallelism(retracted.getParallelism()) // keeps the order
                .name("retractions to orders")
                .uid(RecommendationUids.RETRACTED_ORDERS));
  }

  private static DataStream<ItemUpdate> content(
      DataStream<CatalogueEntry> catalogue,
      DataStream<PartnerMessage> established,
      RecommendationSettings settings) {
    SingleOutputStreamOperator<BucketEntry> texts =
        catalogue
            .keyBy(CatalogueEntry::itemKey, Types.STRING)
            .transform(
                "encode item texts",
                TypeInformation.of(BucketEntry.class),
                operator(new TextFunction(settings), settings))
            .uid(RecommendationUids.TEXTS);
    DataStream<ComparisonRequest> requests =
        texts
            .keyBy(BucketEntry::bucketKey, Types.STRING)
            .transform(
                "find similar texts",
                TypeInformation.of(ComparisonRequest.class),
                operator(new BucketFunction(settings.content()), settings))
            .uid(RecommendationUids.BUCKETS);
    DataStream<PartnerMessage> alike =
        texts
            .getSideOutput(TextFunction.OWN)
            .union(requests)
            .keyBy(ComparisonRequest::itemKey, Types.STRING)
            .transform(
                "compare texts",
                TypeInformation.of(PartnerMessage.class),
                operator(new CompareFunction(settings.content()), settings))
            .uid(RecommendationUids.COMPARE);
    return texts
        .getSideOutput(TextFunction.RENEWED)
        .union(alike, established)
        .keyBy(PartnerMessage::itemKey, Types.STRING)
        .transform(
            "link similar items",
            TypeInformation.of(ItemUpdate.class),
            operator(new PartnersFunction(settings.content()), settings))
        .uid(RecommendationUids.PARTNERS);
  }

  private static DataStream<ItemUpdate> bought(
      DataStream<OrderInput> orders, RecommendationSettings settings) {
    return orders
        .keyBy(OrderInput::orderKey, Types.STRING)
        .transform(
            "follow orders",
            TypeInformation.of(BoughtLine.class),
            operator(new BasketFunction(settings), settings))
        .uid(RecommendationUids.BASKETS)
        .keyBy(BoughtLine::site, Types.STRING)
        .transform(
            "count orders",
            TypeInformation.of(BoughtLine.class),
            operator(OrdersFunction.ofSite(settings.bought()), settings))
        .uid(RecommendationUids.SITE_ORDERS)
        .keyBy(BoughtLine::itemKey, Types.STRING)
        .transform(
            "pair items bought",
            TypeInformation.of(ItemUpdate.class),
            operator(OrdersFunction.ofItem(settings.bought()), settings))
        .uid(RecommendationUids.ITEM_ORDERS);
  }

  private static <I, O> CachedProcessOperator<I, O> operator(
      PackedFunction<I, ?, O> function, RecommendationSettings settings) {
    CacheSettings all = settings.cache();
    return new CachedProcessOperator<>(
        function,
        all.with(
            c ->
                c.bytes(all.bytes() / CACHE_SHARE)
                    .unwrittenBytes(all.unwrittenBytes() / CACHE_SHARE)));
  }
}
