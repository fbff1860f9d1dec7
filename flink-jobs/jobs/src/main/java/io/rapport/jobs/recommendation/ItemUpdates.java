package io.rapport.jobs.recommendation;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.recommendation.BoughtLine;
import io.rapport.core.recommendation.BucketEntry;
import io.rapport.core.recommendation.CacheSettings;
import io.rapport.core.recommendation.Likeness;
import io.rapport.core.recommendation.Meeting;
import io.rapport.core.recommendation.RecommendationSettings;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The catalogue's texts and the orders to what items learn of one another by them.
 *
 * <pre>
 * catalogue --> Texts (by item) -- who is where --> Buckets (by bucket) -- who meets whom --+
 *                  |-- the item's vector --> Compare (by item) <----------------------------+
 *                  |                            | how alike, told to both
 *                  +-- another text --> Partners (by item) --> what neighbours have to know
 * purchases --> Baskets (by order) --> Orders (by site) --> Orders (by item) --> pairs
 * </pre>
 *
 * <p>Encoding a text takes milliseconds; it has an operator of its own, so that a bulk load holds
 * up the catalogue only.
 */
final class ItemUpdates {

  /** These states are touched by changes of the catalogue and by orders only. */
  private static final int CACHE_SHARE = 8;

  private ItemUpdates() {}

  static DataStream<ItemUpdate> build(
      DataStream<CatalogueEntry> catalogue,
      DataStream<Likeness> established,
      DataStream<OrderInput> orders,
      RecommendationSettings settings) {
    return content(catalogue, established, settings).union(bought(orders, settings));
  }

  private static DataStream<ItemUpdate> content(
      DataStream<CatalogueEntry> catalogue,
      DataStream<Likeness> established,
      RecommendationSettings settings) {
    SingleOutputStreamOperator<BucketEntry> texts =
        catalogue
            .keyBy(CatalogueEntry::itemKey, Types.STRING)
            .transform(
                "encode item texts",
                TypeInformation.of(BucketEntry.class),
                operator(new TextFunction(settings), settings))
            .uid(RecommendationUids.TEXTS);
    DataStream<Meeting> meetings =
        texts
            .keyBy(BucketEntry::bucketKey, Types.STRING)
            .transform(
                "find similar texts",
                TypeInformation.of(Meeting.class),
                operator(new BucketFunction(settings.content()), settings))
            .uid(RecommendationUids.BUCKETS);
    DataStream<Likeness> alike =
        texts
            .getSideOutput(TextFunction.OWN)
            .union(meetings)
            .keyBy(Meeting::itemKey, Types.STRING)
            .transform(
                "compare texts",
                TypeInformation.of(Likeness.class),
                operator(new CompareFunction(settings.content()), settings))
            .uid(RecommendationUids.COMPARE);
    return texts
        .getSideOutput(TextFunction.RENEWED)
        .union(alike, established)
        .keyBy(Likeness::itemKey, Types.STRING)
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
        function, all.sized(all.bytes() / CACHE_SHARE, all.unwrittenBytes() / CACHE_SHARE));
  }
}
