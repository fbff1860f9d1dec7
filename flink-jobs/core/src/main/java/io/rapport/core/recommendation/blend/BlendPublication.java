package io.rapport.core.recommendation.blend;

/**
 * A site's blend as published.
 *
 * @param version grows by one with each publication of the site
 * @param eventTime event time up to which clicks were learned, milliseconds since the epoch
 * @param payload as {@link BlendModel#toBytes} packs it
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record BlendPublication(String site, long version, long eventTime, byte[] payload) {}
