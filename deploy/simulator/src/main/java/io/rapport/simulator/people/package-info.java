/** The people of the simulated shop: personas, visitors with drifting tastes, accounts, orders. */
package io.rapport.simulator.people;
