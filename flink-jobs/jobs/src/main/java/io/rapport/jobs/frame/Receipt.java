package io.rapport.jobs.frame;

import java.util.Map;

/**
 * What a job removed at one key because a person asked for it. A request reaches several keys; the
 * sum of their receipts is what was removed.
 *
 * @param eventTime event time of the request, milliseconds since the epoch
 * @param component customer, recommendation, segment or support
 * @param removed how many entries, by kind of state
 */
public record Receipt(
    String requestId, String site, long eventTime, String component, Map<String, Long> removed) {}
