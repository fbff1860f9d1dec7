package io.rapport.jobs.customer;

import io.rapport.core.customer.Observation;
import io.rapport.core.customer.Signal;
import io.rapport.jobs.customer.types.CustomerTypes;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Extracts the part of an event that concerns its customer, and routes it by account or identifier.
 *
 * <pre>
 * in    {@code E}, a cleaned event
 * out   {@link Observation} that names an account
 * side  {@link #ANONYMOUS}: {@link Signal} with an observation that names none
 * </pre>
 *
 * <p>Runs in the task that reads the events, so that no event crosses the network only to be
 * routed.
 */
final class ObserveFunction<E> extends ProcessFunction<E, Observation> {

  static final OutputTag<Signal> ANONYMOUS = new OutputTag<>("anonymous", CustomerTypes.SIGNAL);

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
