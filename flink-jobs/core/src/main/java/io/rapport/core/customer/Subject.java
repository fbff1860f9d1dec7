package io.rapport.core.customer;

/**
 * The customer that a profile is about.
 *
 * @param customerId the account, or the identifier that stands for the customer while no account is
 *     known
 * @param identified whether customerId is an account
 */
public record Subject(String site, String customerId, boolean identified) {}
