/**
 * Customer segments by online k-means with time decay: features of a profile, assignment with
 * hysteresis, additive partial sums, and the merger that keeps the centroids.
 *
 * <p>Every customer is one point, however often the profile changes: a change takes the old point
 * out of the sums, with the weight it has left, and adds the new one. A customer who is erased is
 * subtracted in the same way.
 */
package io.rapport.core.segment;
