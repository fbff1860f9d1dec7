/** Sources, sinks, watermarks and serializers of Flink jobs. */
package io.rapport.connectors.kafka.flink;
