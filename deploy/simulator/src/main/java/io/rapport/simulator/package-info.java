/**
 * A shop that does not exist, for demonstrations and tests: what its visitors, customers and agents
 * do, as records of the input contracts, with a known share of dirt and the truth about all of it.
 */
package io.rapport.simulator;
