/**
 * Weights of evidence after Fellegi and Sunter (1969): shares of agreement among pairs of one
 * person and of two, learned without labels, and the frequencies of values.
 */
package io.rapport.core.identity.weight;
