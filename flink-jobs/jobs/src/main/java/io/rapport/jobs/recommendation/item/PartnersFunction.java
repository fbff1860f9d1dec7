package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.content.PartnerMessage;
import io.rapport.core.recommendation.content.ReverseNeighbours;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.PackedFunction;
import io.rapport.jobs.state.StateNote;
import org.apache.flink.util.Collector;

/**
 * Keeps the items that hold an item as a content neighbour, and tells them of its changes.
 *
 * <pre>
 * in    {@link PartnerMessage} by item
 * out   {@link ItemUpdate} with a content link, for the item or one that holds it
 * </pre>
 */
final class PartnersFunction extends PackedFunction<PartnerMessage, ReverseNeighbours, ItemUpdate> {

  private final ContentSettings settings;

  PartnersFunction(ContentSettings settings) {
    super(RecommendationUids.DOMAIN, RecommendationUids.PARTNERS_STATE);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per("item", "lists it stands in", "%d lists", settings.partners())
        .until(settings.expiryMillis(), "change");
  }

  @Override
  protected PackedFormat<ReverseNeighbours> format() {
    return ReverseNeighbours.format(settings);
  }

  @Override
  protected void apply(
      ReverseNeighbours partners, PartnerMessage said, Context context, Collector<ItemUpdate> out) {
    partners.apply(said, link -> out.collect(ItemUpdate.of(link)));
  }
}
