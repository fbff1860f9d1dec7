package io.rapport.benchmarks;

import io.rapport.benchmarks.core.BenchCore;
import io.rapport.benchmarks.gateway.BenchGateway;
import io.rapport.benchmarks.latency.BenchLatency;
import io.rapport.benchmarks.memory.BenchMemory;
import io.rapport.benchmarks.newitem.BenchNewItem;
import io.rapport.benchmarks.throughput.BenchThroughput;
import picocli.CommandLine.Command;

/** Measures speed and memory: {@code rapport bench}. */
@Command(
    name = "bench",
    description = "Measure the speed and the memory of the jobs, the algorithms and the gateway.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchThroughput.class,
      BenchLatency.class,
      BenchNewItem.class,
      BenchMemory.class,
      BenchCore.class,
      BenchGateway.class
    })
public final class BenchCommand {}
