package io.rapport.core.identity.resolve;

import io.rapport.core.identity.person.PersonRecord;

/**
 * A pair of customer ids that may be one person, for somebody to decide.
 *
 * @param first the record whose id comes first in the alphabet
 * @param firstCustomer the customer id of the whole that it belongs to
 * @param time event time of the newer record, in milliseconds
 * @param confidence probability that both are of one person
 * @param explanation one sentence
 */
public record Review(
    PersonRecord first,
    PersonRecord second,
    String firstCustomer,
    String secondCustomer,
    long time,
    double confidence,
    String explanation) {}
