package io.rapport.jobs.quality;

import io.rapport.core.quality.Measurement;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The measurements of one operator.
 *
 * @param source a constant short name, unique in all jobs; names the tally beside the operator
 */
public record Measurements(String source, DataStream<Measurement> stream) {}
