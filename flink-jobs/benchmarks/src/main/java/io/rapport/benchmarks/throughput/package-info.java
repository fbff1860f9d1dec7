/** Events a second of the recommendation job, beside a floor job. */
package io.rapport.benchmarks.throughput;
