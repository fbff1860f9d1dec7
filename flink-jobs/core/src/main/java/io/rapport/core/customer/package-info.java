/**
 * Who a customer is and what is known of them: resolution of identifiers to customers, the profile
 * with its order-insensitive transitions, and RFM scores against all customers of a site.
 */
package io.rapport.core.customer;
