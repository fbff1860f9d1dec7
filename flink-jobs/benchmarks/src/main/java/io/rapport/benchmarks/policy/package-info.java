/** The off-policy evaluation of explored recommendations of the running system. */
package io.rapport.benchmarks.policy;
