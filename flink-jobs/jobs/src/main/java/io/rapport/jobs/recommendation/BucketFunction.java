package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.BucketEntry;
import io.rapport.core.recommendation.ContentBucket;
import io.rapport.core.recommendation.ContentSettings;
import io.rapport.core.recommendation.Meeting;
import org.apache.flink.util.Collector;

/** Items, keyed by bucket, in; out which items of the bucket are to be compared with which. */
final class BucketFunction extends PackedFunction<BucketEntry, ContentBucket, Meeting> {

  private final ContentSettings settings;

  BucketFunction(ContentSettings settings) {
    super(RecommendationUids.BUCKET_STATE);
    this.settings = settings;
  }

  @Override
  PackedCodec<ContentBucket> codec() {
    return new PackedCodec<>(
        () -> new ContentBucket(settings),
        bytes -> ContentBucket.fromBytes(bytes, settings),
        ContentBucket::write);
  }

  @Override
  void apply(ContentBucket bucket, BucketEntry entry, Context context, Collector<Meeting> out) {
    bucket.apply(entry, out::collect);
  }

  @Override
  boolean empty(ContentBucket bucket) {
    return bucket.isEmpty();
  }

  /** Items whose text expires are taken out by it; this is for what was lost on the way. */
  @Override
  long expiry(ContentBucket bucket) {
    return bucket.expiry();
  }
}
