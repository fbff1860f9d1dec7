/** Scores of recency, frequency and monetary value, relative to a site's other customers. */
package io.rapport.core.customer.rfm;
