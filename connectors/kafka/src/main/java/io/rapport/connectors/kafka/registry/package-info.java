/** The schema registry, and a lookup that waits while the registry is away. */
package io.rapport.connectors.kafka.registry;
