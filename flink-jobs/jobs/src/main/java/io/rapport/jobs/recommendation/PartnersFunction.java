package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.ContentPartners;
import io.rapport.core.recommendation.ContentSettings;
import io.rapport.core.recommendation.Likeness;
import org.apache.flink.util.Collector;

/** What is said of an item, keyed by it, in; what its neighbours have to know of it out. */
final class PartnersFunction extends PackedFunction<Likeness, ContentPartners, ItemUpdate> {

  private final ContentSettings settings;

  PartnersFunction(ContentSettings settings) {
    super(RecommendationUids.PARTNERS_STATE);
    this.settings = settings;
  }

  @Override
  PackedCodec<ContentPartners> codec() {
    return new PackedCodec<>(
        () -> new ContentPartners(settings),
        bytes -> ContentPartners.fromBytes(bytes, settings),
        ContentPartners::write);
  }

  @Override
  void apply(ContentPartners partners, Likeness said, Context context, Collector<ItemUpdate> out) {
    partners.apply(said, link -> out.collect(ItemUpdate.of(link)));
  }

  @Override
  long expiry(ContentPartners partners) {
    return partners.expiry();
  }
}
