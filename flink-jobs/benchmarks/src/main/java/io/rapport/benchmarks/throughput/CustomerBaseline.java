package io.rapport.benchmarks.throughput;

import io.rapport.avro.CategoryInterest;
import io.rapport.avro.CustomerProfile;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.jobs.customer.CustomerOptions;
import io.rapport.jobs.frame.Inputs;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.intake.Feed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableFunction;

/**
 * The baseline of the customer job: keeps the time of each customer's newest publication, and
 * writes profiles at the pace of the real job.
 *
 * <p>The customer is the account that the event names, else the cookie; nothing is resolved.
 */
final class CustomerBaseline implements BaselineJob {

  private static final BigDecimal SPEND = new BigDecimal("123.4500");

  @Override
  public void attach(RapportJob job) {
    attach(job, event -> profile(event).build());
  }

  @Override
  public void attachWithAnswers(RapportJob job) {
    attach(job, CustomerBaseline::madeUp);
  }

  private static void attach(
      RapportJob job, SerializableFunction<Appearance, CustomerProfile> profile) {
    long interval = CustomerOptions.settings(job.options()).emitInterval();
    job.outputs()
        .upserts(
            BaselineJob.count(
                appearances(job.inputs()),
                Appearance::key,
                new PublicationPace(interval),
                Appearance.class),
            event -> KeyedValue.of(profile.apply(event)),
            CustomerProfile.class);
  }

  private static DataStream<Appearance> appearances(Inputs inputs) {
    return Stream.of(
            feed(
                Feed.CLICKS,
                inputs.clicks(),
                e -> Appearance.of(e.site(), e.customerId(), e.visitorId(), e.eventTime())),
            feed(
                Feed.PURCHASES,
                inputs.purchases(),
                e -> Appearance.of(e.site(), e.customerId(), e.visitorId(), e.eventTime())),
            feed(
                Feed.SUPPORT_EVENTS,
                inputs.supportEvents(),
                e -> Appearance.of(e.site(), e.customerId(), e.visitorId(), e.eventTime())),
            feed(
                Feed.CUSTOMER_RECORDS,
                inputs.customerRecords(),
                e -> Appearance.of(e.site(), e.customerId(), null, e.eventTime())),
            feed(
                Feed.IDENTITY_LINKS,
                inputs.identityLinks(),
                e -> Appearance.of(e.site(), e.customerId(), e.visitorId(), e.eventTime())),
            feed(
                Feed.PRIVACY_REQUESTS,
                inputs.privacyRequests(),
                e -> Appearance.of(e.site(), e.customerId(), e.visitorId(), e.eventTime())))
        .reduce(DataStream::union)
        .orElseThrow();
  }

  private static <E> DataStream<Appearance> feed(
      Feed feed, DataStream<E> events, MapFunction<E, Appearance> appearance) {
    return events
        .map(appearance)
        .returns(Appearance.class)
        .setParallelism(events.getParallelism())
        .name("appear")
        .uid("appear-" + feed.label());
  }

  private static CustomerProfile.Builder profile(Appearance event) {
    Instant time = Instant.ofEpochMilli(event.eventTime());
    return CustomerProfile.newBuilder()
        .setSite(event.site())
        .setCustomerId(event.customerId())
        .setIdentified(event.identified())
        .setEventTime(time)
        .setFirstSeen(time)
        .setViews(1)
        .setCartAdds(0)
        .setWishes(0)
        .setSearches(0)
        .setOrders(0)
        .setReturns(0)
        .setSpend(SPEND)
        .setTicketsOpen(0)
        .setTicketsTotal(0)
        .setTopCategories(List.of())
        .setRecentItems(List.of());
  }

  /** A profile of the size of a usual one under the load of the benches. */
  private static CustomerProfile madeUp(Appearance event) {
    return profile(event)
        .setCurrency("EUR")
        .setCategoryConcentration(0.25)
        .setTopCategories(
            Stream.of("living", "kitchen", "garden", "bath")
                .map(name -> new CategoryInterest(name + "/things 1", 1.5))
                .toList())
        .setRecentItems(List.of("i10000", "i10001", "i10002", "i10003", "i10004"))
        .setCountry("DE")
        .setQualityCodes(Map.of("category:standardised", 5))
        .setVisitorIds(List.of(event.customerId()))
        .build();
  }
}
