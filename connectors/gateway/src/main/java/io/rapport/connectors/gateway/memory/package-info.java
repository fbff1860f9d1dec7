/**
 * What the gateway knows: the newest of each product, bounded in bytes or number, rebuilt from the
 * topics at every start. Nothing here knows HTTP or Kafka; a record comes in, an answer goes out.
 */
package io.rapport.connectors.gateway.memory;
