/**
 * The local stack: a Kafka broker, a schema registry and a Flink session cluster as processes of
 * their own on the loopback interface, without containers. For the laptop, tests and benchmarks.
 */
package io.rapport.local;
