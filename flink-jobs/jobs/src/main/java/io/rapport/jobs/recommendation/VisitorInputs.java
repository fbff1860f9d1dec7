package io.rapport.jobs.recommendation;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.visit.OwnerChange;
import io.rapport.core.recommendation.visit.PersonStatus;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedCoProcessOperator;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Unites the inputs of a visitor's history besides clicks: purchases, logins and logouts, what
 * concerns all visitors of a customer, and erasures.
 *
 * <pre>
 * profiles ------------------------------------------> Status (by account) --> statuses, purchases
 *        \--> persons to their other accounts ----------^                      of accounts for each
 * segments, purchases of accounts ---------------------+                      cookie
 * </pre>
 */
final class VisitorInputs {

  /** Only profiles, segments and orders use the state, so that a part of the cache is enough. */
  private static final int CACHE_SHARE = 8;

  private VisitorInputs() {}

  /**
   * Builds the inputs.
   *
   * @param cache of a state that every visit uses
   */
  static DataStream<VisitorInput> of(
      DataStream<PurchaseEvent> purchases,
      RecommendationTopology.Guidance guidance,
      CacheSettings cache) {
    return input(purchases, VisitorInput::of, RecommendationUids.PURCHASES)
        .union(
            statuses(purchases, guidance, cache.divided(CACHE_SHARE)),
            input(owners(guidance), VisitorInput::of, RecommendationUids.OWNERS),
            input(guidance.erased(), VisitorInput::of, RecommendationUids.ERASURES));
  }

  private static DataStream<OwnerChange> owners(RecommendationTopology.Guidance guidance) {
    return guidance
        .logins()
        .<OwnerChange>flatMap(
            (event, out) -> {
              OwnerChange change = OwnerChange.of(event);
              if (change != null) {
                out.collect(change);
              }
            })
        .returns(OwnerChange.class)
        .name("logins and logouts")
        .uid(RecommendationUids.OWNER_CHANGES);
  }

  private static DataStream<VisitorInput> statuses(
      DataStream<PurchaseEvent> purchases,
      RecommendationTopology.Guidance guidance,
      CacheSettings cache) {
    DataStream<CustomerInput> inputs =
        customer(guidance.segments(), CustomerInput::of, RecommendationUids.CUSTOMER_SEGMENTS)
            .union(
                customer(
                    purchases
                        .filter(purchase -> purchase.customerId() != null)
                        .name("purchases of accounts")
                        .uid(RecommendationUids.ACCOUNT_PURCHASES),
                    CustomerInput::of,
                    RecommendationUids.CUSTOMER_PURCHASES),
                persons(guidance));
    return guidance
        .statuses()
        .connect(inputs)
        .keyBy(
            status -> Keys.of(status.site(), status.customerId()),
            CustomerInput::customerKey,
            Types.STRING)
        .transform(
            "customers' visitors",
            TypeInformation.of(VisitorInput.class),
            new CachedCoProcessOperator<>(new StatusFunction(), cache))
        .uid(RecommendationUids.STATUS);
  }

  /** The profile of a person, to each of the person's other accounts. */
  private static DataStream<CustomerInput> persons(RecommendationTopology.Guidance guidance) {
    return guidance
        .statuses()
        .<CustomerInput>flatMap(
            (status, out) ->
                PersonStatus.of(status).forEach(person -> out.collect(CustomerInput.of(person))))
        .returns(CustomerInput.class)
        .setParallelism(guidance.statuses().getParallelism()) // keeps the order of profiles
        .name("persons to accounts")
        .uid(RecommendationUids.PERSONS);
  }

  private static <T> DataStream<CustomerInput> customer(
      DataStream<T> stream, MapFunction<T, CustomerInput> input, String uid) {
    return stream.map(input).returns(CustomerInput.class).name("to customers").uid(uid);
  }

  private static <T> DataStream<VisitorInput> input(
      DataStream<T> stream, MapFunction<T, VisitorInput> input, String uid) {
    return stream.map(input).returns(VisitorInput.class).name("to history").uid(uid);
  }
}
