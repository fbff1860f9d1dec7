package io.rapport.benchmarks.latency;

/**
 * The beginning of a job's answer.
 *
 * @param id the event or the customer that it is about
 * @param eventTime milliseconds since the epoch
 */
record Answer(String id, long eventTime) {}
