package io.rapport.benchmarks.throughput;

import io.rapport.benchmarks.stack.MeasuredJob;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.frame.ServingOptions;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A baseline job, which does the least that any keyed job on RocksDB does: the same sources and
 * cleaning as a measured job, one read and one write of one number under the event's key, and the
 * same sink with about as many answers. A real job's rate is given relative to it, because a rate
 * alone says more about the machine.
 *
 * <p>It comes in two forms. One writes answers without content. The other writes answers about as
 * long as the real job's, all made up: the difference between the two is the price of the answers
 * themselves, however they were found.
 */
interface BaselineJob {

  /** Adds the topology with empty answers. */
  void attach(RapportJob job);

  /** Adds the topology with made-up answers. */
  void attachWithAnswers(RapportJob job);

  /** The baseline of a job. */
  static BaselineJob of(MeasuredJob job) {
    return switch (job) {
      case RECOMMENDATION -> new RecommendationBaseline();
      case CUSTOMER -> new CustomerBaseline();
    };
  }

  /** The keyed read and write; its output is to be answered. */
  static <E> DataStream<E> count(
      DataStream<E> events, KeySelector<E, String> key, ReadAndWrite.Step<E> step, Class<E> type) {
    return ServingOptions.answering(
        events
            .keyBy(key, Types.STRING)
            .process(new ReadAndWrite<>(step), TypeInformation.of(type))
            .name("read and write once")
            .uid("floor"));
  }
}
