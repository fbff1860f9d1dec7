package io.rapport.core.recommendation.blend;

/**
 * A published blend of one site.
 *
 * @param version grows by one with each publication of the site
 * @param eventTime event time up to which clicks were learned, milliseconds since the epoch
 * @param payload packed by {@link BlendModel#format}
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record BlendPublication(String site, long version, long eventTime, byte[] payload) {}
