package io.rapport.core.recommendation;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.PurchaseEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What items learn of one another by their texts and by orders, with every state on the heap. Not
 * thread-safe.
 */
final class HeapUpdates {

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
  private final Map<String, ContentPartners> partners = new HashMap<>();
  private final Map<String, Basket> baskets = new HashMap<>();
  private final Map<String, OrderCount> siteOrders = new HashMap<>();
  private final Map<String, OrderCount> itemOrders = new HashMap<>();

  /**
   * @param embedding null for hashed n-grams alone
   * @param items by site-qualified key
   */
  HeapUpdates(
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

  void apply(CatalogueEntry entry) {
    ContentChange change =
        reads
            ? cards
                .computeIfAbsent(entry.itemKey(), key -> new ContentCard(content))
                .apply(entry, encoder, planes)
            : null;
    if (change != null) {
      apply(Likeness.renewed(change));
      apply(Meeting.self(change));
      BucketEntry.each(change, content, this::apply);
    }
  }

  private void apply(BucketEntry entry) {
    buckets
        .computeIfAbsent(entry.bucketKey(), key -> new ContentBucket(content))
        .apply(entry, this::apply);
  }

  private void apply(Meeting meeting) {
    texts
        .computeIfAbsent(meeting.itemKey(), key -> new ComparedText(content))
        .apply(meeting, this::apply);
  }

  void apply(Likeness said) {
    partners
        .computeIfAbsent(said.itemKey(), key -> new ContentPartners(content))
        .apply(said, link -> items.apply(link.itemKey()).learn(link));
  }

  void apply(PurchaseEvent purchase) {
    if (sells) {
      baskets
          .computeIfAbsent(Basket.keyOf(purchase), key -> new Basket(bought))
          .apply(purchase, this::apply);
    }
  }

  void apply(OrderRetraction retraction) {
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
