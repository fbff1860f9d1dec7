package io.rapport.core.identity.resolve;

/**
 * Counts of a site's resolver.
 *
 * @param records customer ids of which a record is kept
 * @param comparisons pairs compared so far
 * @param links between customer ids
 * @param reviews pairs to be reviewed
 * @param people persons
 * @param shared customer ids with so many links that those of likeness, at least, do not count
 * @param crowded customer ids that are alone because links connect too many
 * @param decisions that are kept
 * @param evicted records that gave way to those of other ids since the resolver was made
 * @param evictedSources records that gave way to those of other sources of their id, as well
 * @param evictedDecisions decisions that gave way to newer ones, as well
 */
public record ResolverCounts(
    int records,
    long comparisons,
    int links,
    int reviews,
    int people,
    int shared,
    int crowded,
    int decisions,
    long evicted,
    long evictedSources,
    long evictedDecisions) {}
