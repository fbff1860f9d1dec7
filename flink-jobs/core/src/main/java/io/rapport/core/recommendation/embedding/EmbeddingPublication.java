package io.rapport.core.recommendation.embedding;

import io.rapport.core.stats.QuantisedVector;

/**
 * A publication for {@link EmbeddingTable}: the embeddings of a site's items that have moved since
 * they were last published, and the items evicted.
 *
 * @param time event time of the publication, milliseconds since the epoch
 * @param packed format; dimensions; a block of hashes of evicted items, 8 bytes each; then each
 *     item's hash and its embedding as {@link QuantisedVector}
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record EmbeddingPublication(String site, long time, byte[] packed) {

  /** The format version in the first byte. */
  static final int FORMAT = 1;
}
