/** The prediction of the next item in recorded sessions. */
package io.rapport.benchmarks.sessions;
