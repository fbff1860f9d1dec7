/**
 * Customer segments by online k-means with time decay: features of a profile, assignment with
 * hysteresis, additive partial sums, and the merger that keeps the centroids.
 *
 * <p>Every customer is one point, however often the profile changes: a change subtracts the old
 * point, with its remaining weight, and adds the new one. An erased customer is subtracted in the
 * same way.
 */
package io.rapport.core.segment;
