package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.content.BucketEntry;
import io.rapport.core.recommendation.content.ComparisonRequest;
import io.rapport.core.recommendation.content.ContentBucket;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.PackedFunction;
import io.rapport.jobs.state.StateNote;
import org.apache.flink.util.Collector;

/**
 * Keeps the items of each LSH bucket and requests the comparisons between them.
 *
 * <pre>
 * in    {@link BucketEntry} by bucket
 * out   {@link ComparisonRequest} for two items of the bucket
 * </pre>
 */
final class BucketFunction extends PackedFunction<BucketEntry, ContentBucket, ComparisonRequest> {

  private final ContentSettings settings;

  BucketFunction(ContentSettings settings) {
    super(RecommendationUids.DOMAIN, RecommendationUids.BUCKET_STATE);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per("LSH bucket", "newest items", "%d items", settings.bucketSize())
        .until(settings.expiryMillis(), "entry of the oldest");
  }

  @Override
  protected PackedFormat<ContentBucket> format() {
    return ContentBucket.format(settings);
  }

  @Override
  protected void apply(
      ContentBucket bucket, BucketEntry entry, Context context, Collector<ComparisonRequest> out) {
    bucket.apply(entry, out::collect);
  }

  /** Removes items by time, in case the removal of an expired text was lost. */
  @Override
  protected void expired(
      ContentBucket bucket, long time, OnTimerContext context, Collector<ComparisonRequest> out) {
    bucket.expire(time);
  }
}
