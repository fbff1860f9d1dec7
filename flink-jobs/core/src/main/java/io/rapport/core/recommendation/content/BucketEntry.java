package io.rapport.core.recommendation.content;

import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.settings.ContentSettings;
import java.util.function.Consumer;

/**
 * An entry of an item into an LSH bucket or, without a vector, its removal.
 *
 * @param bucket number of the bucket among the item's
 * @param name of the bucket
 * @param version of the item's text
 */
@SuppressWarnings("ArrayRecordComponent") // The arrays never change and are never compared.
public record BucketEntry(
    String site,
    int bucket,
    int name,
    String itemId,
    long version,
    long[] signature,
    byte[] vector) {

  /** Site-qualified key of the bucket. */
  public String bucketKey() {
    return Keys.of(site, bucket + "." + name);
  }

  /** Emits the messages of a change to the buckets: the item's removals first. */
  public static void each(
      ContentChange change, ContentSettings settings, Consumer<BucketEntry> out) {
    for (int bucket = 0; bucket < Hyperplanes.buckets(settings); bucket++) {
      boolean leaves =
          change.before() != null
              && (change.signature() == null
                  || Hyperplanes.name(settings, change.before(), bucket)
                      != Hyperplanes.name(settings, change.signature(), bucket));
      if (leaves) {
        out.accept(of(change, bucket, change.before(), null, settings));
      }
    }
    for (int bucket = 0; bucket < Hyperplanes.buckets(settings); bucket++) {
      if (change.signature() != null) {
        out.accept(of(change, bucket, change.signature(), change.vector(), settings));
      }
    }
  }

  private static BucketEntry of(
      ContentChange change, int bucket, long[] signature, byte[] vector, ContentSettings settings) {
    return new BucketEntry(
        change.site(),
        bucket,
        Hyperplanes.name(settings, signature, bucket),
        change.itemId(),
        change.version(),
        signature,
        vector);
  }
}
