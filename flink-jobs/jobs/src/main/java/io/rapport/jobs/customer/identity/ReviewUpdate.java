package io.rapport.jobs.customer.identity;

import io.rapport.core.identity.resolve.Review;

/**
 * A change of a pair that somebody is to decide on.
 *
 * @param first customer id that is first in the alphabet
 * @param review null when nobody is to decide any more
 */
public record ReviewUpdate(String site, String first, String second, Review review) {}
