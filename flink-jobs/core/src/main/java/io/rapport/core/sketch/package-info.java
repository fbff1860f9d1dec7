/**
 * Bounded, mergeable summaries of a stream: quantiles, frequent values, distinct values, and
 * running statistics of segments made of them.
 */
package io.rapport.core.sketch;
