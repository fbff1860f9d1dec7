/** Next-purchase prediction on a recorded shop. */
package io.rapport.benchmarks.purchases;
