/** The growth of heap, process and state with the number of events. */
package io.rapport.benchmarks.memory;
