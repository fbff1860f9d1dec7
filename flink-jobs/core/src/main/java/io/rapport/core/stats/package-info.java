/** Statistics for all domains: decay, logarithms, ranks, significance, quantised vectors. */
package io.rapport.core.stats;
