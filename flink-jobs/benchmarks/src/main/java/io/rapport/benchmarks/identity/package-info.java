/** The linkage of recorded person files. */
package io.rapport.benchmarks.identity;
