/** Tickets: their state, their triage, and the index of a person's tickets. */
package io.rapport.core.support.ticket;
