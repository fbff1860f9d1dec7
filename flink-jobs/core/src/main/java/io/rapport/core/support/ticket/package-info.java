/** The state of a ticket, its triage, and the tickets of a person. */
package io.rapport.core.support.ticket;
