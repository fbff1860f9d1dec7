package io.rapport.benchmarks;

import picocli.CommandLine.Command;

/** {@code rapport bench}: speed of the recommendation job between Kafka and Kafka. */
@Command(
    name = "bench",
    description = "Measure throughput and latency on a real broker, from Kafka to Kafka.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchThroughput.class,
      BenchLatency.class,
      BenchNewItem.class,
      BenchMemory.class,
      BenchCore.class
    })
public final class BenchCommand {}
