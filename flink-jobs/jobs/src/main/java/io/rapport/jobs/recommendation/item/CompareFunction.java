package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.content.ComparedText;
import io.rapport.core.recommendation.content.ComparisonRequest;
import io.rapport.core.recommendation.content.PartnerMessage;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.PackedFunction;
import io.rapport.jobs.state.StateNote;
import org.apache.flink.util.Collector;

/**
 * Compares the vector of each item's text with those of other items.
 *
 * <pre>
 * in    {@link ComparisonRequest} by item: the item's own vector, or another item's
 * out   {@link PartnerMessage} to each of two items that are alike
 * </pre>
 */
final class CompareFunction
    extends PackedFunction<ComparisonRequest, ComparedText, PartnerMessage> {

  private final ContentSettings settings;

  CompareFunction(ContentSettings settings) {
    super(RecommendationUids.DOMAIN, RecommendationUids.VECTOR_STATE);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "item", "vector of its text", "%d comparisons that wait", settings.meetings())
        .until(settings.expiryMillis(), "entry");
  }

  @Override
  protected PackedFormat<ComparedText> format() {
    return ComparedText.format(settings);
  }

  @Override
  protected void apply(
      ComparedText text,
      ComparisonRequest request,
      Context context,
      Collector<PartnerMessage> out) {
    text.apply(request, out::collect);
  }
}
