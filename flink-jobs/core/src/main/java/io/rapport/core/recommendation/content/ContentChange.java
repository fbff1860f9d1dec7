package io.rapport.core.recommendation.content;

/**
 * An item's text is another one: what the index of texts has to learn.
 *
 * @param version of the item's text; grows
 * @param before signature of the text before, or null
 * @param signature of the text, or null when there is none any more
 * @param vector of the text, a byte a dimension, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Never changed; never compared.
public record ContentChange(
    String site, String itemId, long version, long[] before, long[] signature, byte[] vector) {}
