/** Resolves identifiers to customers, joins all channels into profiles, and scores them. */
package io.rapport.jobs.customer;
