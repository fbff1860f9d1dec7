/** The trainer of the triage, and the model it publishes in shards. */
package io.rapport.core.support.training;
