/** How the messages between the steps of the customer job travel. */
package io.rapport.jobs.customer.types;
