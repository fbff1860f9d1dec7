/** The algorithms of Rapport: plain Java, no clock, no Flink, no Kafka, no Avro. */
package io.rapport.core;
