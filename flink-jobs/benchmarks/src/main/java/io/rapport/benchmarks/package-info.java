/** Measures quality, throughput and latency through the same classes that production runs. */
package io.rapport.benchmarks;
