/** The engine at a glance: rates, latency, lateness and checkpoints, once a second. */
package io.rapport.connectors.gateway.overview;
