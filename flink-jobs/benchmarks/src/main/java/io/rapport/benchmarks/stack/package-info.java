/** The broker, registry and Flink cluster under the benches, with the load they share. */
package io.rapport.benchmarks.stack;
