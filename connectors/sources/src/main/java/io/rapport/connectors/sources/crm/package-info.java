/** Adapters of systems that keep people's records. */
package io.rapport.connectors.sources.crm;
