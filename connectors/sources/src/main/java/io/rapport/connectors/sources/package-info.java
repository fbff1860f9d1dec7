/** Adapters of foreign sources: translators of other systems' records into events of ours. */
package io.rapport.connectors.sources;
