/** The tickets of the simulated shop, in several languages, and the answers of its desk. */
package io.rapport.simulator.support;
