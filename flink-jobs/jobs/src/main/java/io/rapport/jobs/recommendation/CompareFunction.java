package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.ComparedText;
import io.rapport.core.recommendation.ContentSettings;
import io.rapport.core.recommendation.Likeness;
import io.rapport.core.recommendation.Meeting;
import org.apache.flink.util.Collector;

/** An item's own vector and those of others, keyed by item, in; which are alike out. */
final class CompareFunction extends PackedFunction<Meeting, ComparedText, Likeness> {

  private final ContentSettings settings;

  CompareFunction(ContentSettings settings) {
    super(RecommendationUids.VECTOR_STATE);
    this.settings = settings;
  }

  @Override
  PackedCodec<ComparedText> codec() {
    return new PackedCodec<>(
        () -> new ComparedText(settings),
        bytes -> ComparedText.fromBytes(bytes, settings),
        ComparedText::write);
  }

  @Override
  void apply(ComparedText text, Meeting meeting, Context context, Collector<Likeness> out) {
    text.apply(meeting, out::collect);
  }

  @Override
  long expiry(ComparedText text) {
    return text.expiry();
  }
}
