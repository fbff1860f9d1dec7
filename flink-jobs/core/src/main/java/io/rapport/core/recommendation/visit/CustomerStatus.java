package io.rapport.core.recommendation.visit;

import java.util.List;

/**
 * A customer's status with the visitors it applies to.
 *
 * @param time event time of the profile, milliseconds since the epoch
 * @param visitors cookies the customer was seen with, and the account itself; none once the profile
 *     is gone
 */
public record CustomerStatus(
    String site, String customerId, long time, VisitorStatus status, List<String> visitors) {}
