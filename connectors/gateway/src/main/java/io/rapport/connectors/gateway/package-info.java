/**
 * Rapport over HTTP: takes events and answers for the products, from memory that the topics feed.
 *
 * <pre>
 * POST /events/... -> JSON schema -> Avro -> topic; answered when the broker has acknowledged
 * topics -> TopicReader -> Memory  -> GET ...
 *                       -> Channel -> event streams
 * </pre>
 *
 * Knows Kafka, the registry and HTTP, and nothing of how the products are made. It has no state but
 * what it reads at its start, so any number of gateways can run.
 */
package io.rapport.connectors.gateway;
