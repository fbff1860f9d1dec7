package io.rapport.jobs.frame;

import java.util.Map;

/**
 * A record of the entries that a job removed at one key on a person's request. A request reaches
 * several keys; the sum of its receipts is the total.
 *
 * @param eventTime event time of the request, milliseconds since the epoch
 * @param component customer, recommendation, segment or support
 * @param removed number of entries by kind of state
 */
public record Receipt(
    String requestId, String site, long eventTime, String component, Map<String, Long> removed) {}
