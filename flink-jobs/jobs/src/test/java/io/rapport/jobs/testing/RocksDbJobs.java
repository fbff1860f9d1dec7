package io.rapport.jobs.testing;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** Runs topologies on RocksDB, with Kryo off, fed from lists. */
public final class RocksDbJobs {

  private RocksDbJobs() {}

  /** A MiniCluster of two slots, to be registered by the test. */
  public static MiniClusterExtension cluster() {
    return cluster(2);
  }

  /** A MiniCluster for a parallelism, to be registered by the test. */
  public static MiniClusterExtension cluster(int slots) {
    return new MiniClusterExtension(
        new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(slots)
            .build());
  }

  /** The environment of the test's MiniCluster. */
  public static StreamExecutionEnvironment environment(int parallelism) {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    return environment;
  }

  /** A bounded stream with event times; at least one event. */
  public static <E> DataStream<E> stream(
      StreamExecutionEnvironment environment, List<E> events, Class<E> type, EventTime<E> time) {
    String name = type.getSimpleName();
    return environment
        .fromData(events, TypeInformation.of(type))
        .uid("from-" + name)
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<E>forMonotonousTimestamps()
                .withTimestampAssigner((event, before) -> time.applyAsLong(event)))
        .uid("times-" + name);
  }

  /** Fails if an operator upstream of the streams has no uid of its own. */
  public static void assertUids(
      StreamExecutionEnvironment environment, List<DataStream<?>> products) {
    for (int i = 0; i < products.size(); i++) {
      products.get(i).sinkTo(new DiscardingSink<>()).uid("to-" + i);
    }
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    environment.configure(strict);
    environment.getStreamGraph().getJobGraph();
  }

  /** The time of an event, as a serializable function. */
  @FunctionalInterface
  public interface EventTime<E> extends ToLongFunction<E>, Serializable {}
}
