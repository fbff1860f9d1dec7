/** The classification of recorded tickets. */
package io.rapport.benchmarks.tickets;
