/**
 * Rapport over HTTP: takes events, and serves the products from memory that the topics feed.
 *
 * <pre>
 * POST /events/... -> ingest: JSON schema -> Avro -> topic; answered when the broker has acknowledged
 * topics -> feeds  -> memory  -> routes  (JSON by view) -> GET ...
 *                  -> streams -> server-sent events
 * </pre>
 *
 * The gateway knows Kafka, the registry and HTTP; it does not know how the products are made. Its
 * only state is what it reads from the topics at its start, so any number of gateways can run.
 */
package io.rapport.connectors.gateway;
