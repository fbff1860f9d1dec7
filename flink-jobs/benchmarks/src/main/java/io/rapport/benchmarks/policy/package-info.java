/** Off-policy evaluation of the explored recommendations of the running system. */
package io.rapport.benchmarks.policy;
