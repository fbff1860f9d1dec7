package io.rapport.jobs.customer;

import io.rapport.core.customer.Observation;
import io.rapport.core.customer.Signal;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * What an event says of its customer: to be keyed by the account where it names one, else, by the
 * side output {@link #ANONYMOUS}, by the identifier. Parted here, in the task that reads the event,
 * so that no event crosses the network only to be sorted.
 */
final class ObserveFunction<E> extends ProcessFunction<E, Observation> {

  static final OutputTag<Signal> ANONYMOUS =
      new OutputTag<>("anonymous", TypeInformation.of(Signal.class));

  private final MapFunction<E, Observation> mapping;

  ObserveFunction(MapFunction<E, Observation> mapping) {
    this.mapping = mapping;
  }

  @Override
  public void processElement(E event, Context context, Collector<Observation> out)
      throws Exception {
    Observation observation = mapping.map(event);
    if (observation.accountKey() != null) {
      out.collect(observation);
    } else {
      context.output(ANONYMOUS, Signal.observe(observation));
    }
  }
}
