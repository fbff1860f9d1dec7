package io.rapport.jobs.customer.identity;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.DecisionEvent;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PrivacyKind;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.customer.types.CustomerTypes;
import io.rapport.jobs.state.CachedProcessOperator;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Resolves customer ids to persons.
 *
 * <pre>
 * customer records, identity decisions, erasures of accounts; the time of all feeds
 *   |
 * Match (by site) --> identities, reviews
 *   |           \
 *   | members    \ erasures of a person's other accounts
 *   v             v
 * Join (by account)  Link (by account)
 * </pre>
 */
public final class PersonTopology {

  /** No element ever: of a side output, watermarks alone go on. */
  private static final OutputTag<IdentityInput> CLOCK =
      new OutputTag<>("event-time", TypeInformation.of(IdentityInput.class));

  private PersonTopology() {}

  /**
   * The input streams of the topology.
   *
   * @param clock steps that pass on event time. Nothing that they emit is read. The other inputs
   *     may rest for long, and a shop may be without one kind of events
   */
  public record Events(
      DataStream<CustomerEntry> records,
      DataStream<DecisionEvent> decisions,
      DataStream<PrivacyEvent> requests,
      List<SingleOutputStreamOperator<Observation>> clock) {}

  /**
   * The output streams of the topology.
   *
   * @param members the customers that accounts are part of
   * @param erased erasures of a person's other accounts
   * @param erasures counts of records removed here
   */
  public record Products(
      DataStream<Contribution> members,
      DataStream<Observation> erased,
      DataStream<Erasure> erasures,
      DataStream<IdentityUpdate> identities,
      DataStream<ReviewUpdate> reviews) {}

  /** Builds the topology. */
  public static Products build(Events events, IdentitySetup setup, CacheSettings cache) {
    SingleOutputStreamOperator<Contribution> matched =
        inputs(events)
            .keyBy(IdentityInput::site)
            .transform(
                "resolve persons",
                CustomerTypes.CONTRIBUTION,
                new CachedProcessOperator<>(
                    new MatchFunction(setup.resolver(), setup.maxLiveSites()), cache))
            .uid(PersonUids.MATCH);
    return new Products(
        matched,
        matched.getSideOutput(MatchFunction.ERASED),
        matched.getSideOutput(MatchFunction.ERASURES),
        matched.getSideOutput(MatchFunction.IDENTITIES),
        matched.getSideOutput(MatchFunction.REVIEWS));
  }

  private static DataStream<IdentityInput> inputs(Events events) {
    DataStream<IdentityInput> records =
        events
            .records()
            .map(IdentityInput::of)
            .returns(IdentityInput.class)
            .setParallelism(events.records().getParallelism())
            .name("records of persons")
            .uid(PersonUids.RECORDS);
    DataStream<IdentityInput> decisions =
        events
            .decisions()
            .map(IdentityInput::of)
            .returns(IdentityInput.class)
            .setParallelism(events.decisions().getParallelism())
            .name("decisions on pairs")
            .uid(PersonUids.DECISIONS);
    DataStream<IdentityInput> erasures =
        events
            .requests()
            .<IdentityInput>flatMap(
                (request, out) -> {
                  if (request.kind() == PrivacyKind.ERASURE && request.customerId() != null) {
                    out.collect(IdentityInput.of(request));
                  }
                })
            .returns(IdentityInput.class)
            .setParallelism(events.requests().getParallelism())
            .name("erasures of accounts")
            .uid(PersonUids.ERASURES);
    DataStream<IdentityInput> inputs = records.union(decisions, erasures);
    for (SingleOutputStreamOperator<?> step : events.clock()) {
      inputs = inputs.union(step.getSideOutput(CLOCK));
    }
    return inputs;
  }
}
