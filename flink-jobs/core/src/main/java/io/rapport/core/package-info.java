/** The algorithms of Rapport in plain Java: no clock, no Flink, no Kafka, no Avro. */
package io.rapport.core;
