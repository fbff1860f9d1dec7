/** Recommendations as a Flink job; the algorithms are in {@code io.rapport.core.recommendation}. */
package io.rapport.jobs.recommendation;
