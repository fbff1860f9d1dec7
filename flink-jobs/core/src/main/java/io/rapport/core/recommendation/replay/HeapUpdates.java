package io.rapport.core.recommendation.replay;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.basket.Basket;
import io.rapport.core.recommendation.basket.BoughtLine;
import io.rapport.core.recommendation.basket.OrderCount;
import io.rapport.core.recommendation.candidate.ItemMemory;
import io.rapport.core.recommendation.content.BucketEntry;
import io.rapport.core.recommendation.content.ComparedText;
import io.rapport.core.recommendation.content.ComparisonRequest;
import io.rapport.core.recommendation.content.ContentBucket;
import io.rapport.core.recommendation.content.ContentCard;
import io.rapport.core.recommendation.content.ContentChange;
import io.rapport.core.recommendation.content.Hyperplanes;
import io.rapport.core.recommendation.content.ItemEncoder;
import io.rapport.core.recommendation.content.PartnerMessage;
import io.rapport.core.recommendation.content.ReverseNeighbours;
import io.rapport.core.recommendation.content.TextEmbedding;
import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.OrderRetraction;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The updates of items from texts and orders, with every state on the heap. Not thread-safe. */
public final class HeapUpdates {

  private final ContentSettings content;
  private final BoughtSettings bought;
  private final boolean reads;
  private final boolean sells;
  private final ItemEncoder encoder;
  private final Hyperplanes planes;
  private final Function<String, ItemMemory> items;
  private final Map<String, ContentCard> cards = new HashMap<>();
  private final Map<String, ContentBucket> buckets = new HashMap<>();
  private final Map<String, ComparedText> texts = new HashMap<>();
  private final Map<String, ReverseNeighbours> partners = new HashMap<>();
  private final Map<String, Basket> baskets = new HashMap<>();
  private final Map<String, OrderCount> siteOrders = new HashMap<>();
  private final Map<String, OrderCount> itemOrders = new HashMap<>();

  /**
   * Updates of the given items.
   *
   * @param embedding null for hashed n-grams alone
   * @param items by site-qualified key
   */
  public HeapUpdates(
      RecommendationSettings settings,
      TextEmbedding embedding,
      Function<String, ItemMemory> items) {
    this.content = settings.content();
    this.bought = settings.bought();
    this.reads = settings.uses(CandidateSource.CONTENT);
    this.sells = settings.uses(CandidateSource.BOUGHT_TOGETHER);
    this.encoder = new ItemEncoder(content, embedding);
    this.planes = new Hyperplanes(content, encoder.dimensions());
    this.items = items;
  }

  public void apply(CatalogueEntry entry) {
    ContentChange change =
        reads
            ? cards
                .computeIfAbsent(entry.itemKey(), key -> new ContentCard(content))
                .apply(entry, encoder, planes)
            : null;
    if (change != null) {
      apply(PartnerMessage.renewed(change));
      apply(ComparisonRequest.self(change));
      BucketEntry.each(change, content, this::apply);
    }
  }

  private void apply(BucketEntry entry) {
    buckets
        .computeIfAbsent(entry.bucketKey(), key -> new ContentBucket(content))
        .apply(entry, this::apply);
  }

  private void apply(ComparisonRequest request) {
    texts
        .computeIfAbsent(request.itemKey(), key -> new ComparedText(content))
        .apply(request, this::apply);
  }

  public void apply(PartnerMessage message) {
    partners
        .computeIfAbsent(message.itemKey(), key -> new ReverseNeighbours(content))
        .apply(message, link -> items.apply(link.itemKey()).learn(link));
  }

  public void apply(PurchaseEvent purchase) {
    if (sells) {
      baskets
          .computeIfAbsent(Basket.keyOf(purchase), key -> new Basket(bought))
          .apply(purchase, this::apply);
    }
  }

  public void apply(OrderRetraction retraction) {
    if (sells) {
      baskets
          .computeIfAbsent(retraction.orderKey(), key -> new Basket(bought))
          .apply(retraction, this::apply);
    }
  }

  private void apply(BoughtLine line) {
    BoughtLine counted =
        siteOrders.computeIfAbsent(line.site(), key -> new OrderCount(bought)).site(line);
    itemOrders
        .computeIfAbsent(line.itemKey(), key -> new OrderCount(bought))
        .item(counted, pair -> items.apply(pair.itemKey()).learn(pair));
  }
}
