/** Next-item prediction on recorded sessions. */
package io.rapport.benchmarks.sessions;
