/** Events on their way in: validated as JSON, converted to Avro, sent to their topics. */
package io.rapport.connectors.gateway.ingest;
