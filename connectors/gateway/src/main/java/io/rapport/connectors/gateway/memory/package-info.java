/**
 * The newest of each product, bounded in bytes or number and rebuilt from the topics at every
 * start. Nothing here knows HTTP or Kafka: records come in, values go out.
 */
package io.rapport.connectors.gateway.memory;
