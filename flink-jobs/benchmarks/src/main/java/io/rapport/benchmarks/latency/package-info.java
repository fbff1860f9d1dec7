/** The time from a click that was due to its recommendation. */
package io.rapport.benchmarks.latency;
