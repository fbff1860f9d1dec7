/** The accounts of the jobs: events in, and what became of each. */
package io.rapport.cli.accounting;
