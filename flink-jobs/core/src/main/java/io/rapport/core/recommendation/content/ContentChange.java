package io.rapport.core.recommendation.content;

/**
 * A change of an item's text: the message to the index of texts.
 *
 * @param version of the item's text; grows
 * @param before signature of the text before, or null
 * @param signature of the new text, or null when it has none
 * @param vector of the text, a byte a dimension, or null
 */
@SuppressWarnings("ArrayRecordComponent") // The arrays never change and are never compared.
public record ContentChange(
    String site, String itemId, long version, long[] before, long[] signature, byte[] vector) {}
