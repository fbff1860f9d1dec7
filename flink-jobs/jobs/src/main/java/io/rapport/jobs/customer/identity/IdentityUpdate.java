package io.rapport.jobs.customer.identity;

import io.rapport.core.identity.resolve.Identity;

/**
 * A change of what is known of a customer id.
 *
 * @param identity null when the id is nobody's any more
 */
public record IdentityUpdate(String site, String customerId, Identity identity) {}
