/** Server-sent events of the products, with replay for readers that come back. */
package io.rapport.connectors.gateway.streams;
