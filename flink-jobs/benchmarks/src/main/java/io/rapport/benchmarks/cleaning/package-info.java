/** The detection and repair of known dirt in a recorded shop. */
package io.rapport.benchmarks.cleaning;
