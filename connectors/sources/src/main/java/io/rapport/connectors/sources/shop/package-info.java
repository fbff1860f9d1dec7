/** Adapters of shop systems: orders, refunds and customers, and the signature of webhooks. */
package io.rapport.connectors.sources.shop;
