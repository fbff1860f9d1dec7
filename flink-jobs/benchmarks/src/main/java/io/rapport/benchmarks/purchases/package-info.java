/** The prediction of the next purchase in a recorded shop. */
package io.rapport.benchmarks.purchases;
