/** The part of the customer job that resolves customer ids to persons. */
package io.rapport.jobs.customer.identity;
