package io.rapport.core.recommendation.embedding;

import io.rapport.core.stats.QuantisedVector;

/**
 * Vectors of a site's items that have moved since they were last published, and the items that have
 * none any more; read by {@link EmbeddingTable}.
 *
 * @param time event time of the newest example, milliseconds since the epoch
 * @param packed format, dimensions, then a block of hashes of items, 8 bytes each, that are
 *     forgotten, then the vectors as {@link QuantisedVector} has them, each after the item's hash
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record EmbeddingPublication(String site, long time, byte[] packed) {

  /** Of what is packed, in its first byte. */
  static final int FORMAT = 1;
}
