/** The form in which messages travel between the steps of the customer job. */
package io.rapport.jobs.customer.types;
