/**
 * Numbers that all domains count with: decay, logarithms, ranks, significance, quantised vectors.
 */
package io.rapport.core.stats;
