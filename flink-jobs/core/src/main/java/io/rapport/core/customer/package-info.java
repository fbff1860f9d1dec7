/**
 * Customers: identifier resolution, profiles with order-insensitive transitions, and RFM scores
 * against all customers of a site.
 */
package io.rapport.core.customer;
