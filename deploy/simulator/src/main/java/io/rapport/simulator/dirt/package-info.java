/**
 * The faults that records have on the way from a shop to the broker, each kind with its own share.
 */
package io.rapport.simulator.dirt;
