/** Microseconds of the algorithms alone, by JMH. */
package io.rapport.benchmarks.core;
