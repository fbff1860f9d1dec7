/** The topics on their way into the memory and the streams. */
package io.rapport.connectors.gateway.feeds;
