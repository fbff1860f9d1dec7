/** The customer job: resolves identifiers, joins all channels into profiles, and scores them. */
package io.rapport.jobs.customer;
