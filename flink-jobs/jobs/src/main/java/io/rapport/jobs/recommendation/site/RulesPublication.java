package io.rapport.jobs.recommendation.site;

/**
 * The rules of a site, as published.
 *
 * @param packed as {@code SiteRules} packs them; null when the site has no rules any more
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record RulesPublication(String site, byte[] packed) {}
