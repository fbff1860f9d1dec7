package io.rapport.jobs.customer;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Signal;
import io.rapport.core.customer.rfm.Quintiles;
import io.rapport.core.customer.rfm.RfmPoint;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.state.CachedProcessOperator;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SideOutputDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Joins the events of all channels into customer profiles.
 *
 * <pre>
 * clicks, purchases, support events, customer records, identity links, privacy requests
 *   |
 * Observe (by feed, in the task that reads it)
 *   |                        \
 *   | with an account         \ without
 * Link (by account) --------> Identify (by cookie, e-mail, telephone)
 *   |         links, erasures  |                 |
 *   | events                   | events and      | profiles while
 *   v                          v profiles moved  | no account is known
 * Join (by account) <----------+                 |
 *   |                                            |
 *   +-- profiles of accounts --> union <---------+
 *                                 |  \
 *                                 |   Quintiles (by site)
 *                                 |  /  broadcast
 *                               Score --> profiles
 * </pre>
 *
 * Only Link knows the identifiers of an account; it therefore sees every event that names the
 * account. An identifier belongs to an account once one event has named both. Two identifiers
 * without an account stay two customers.
 *
 * <p>An erasure that names an account therefore reaches all its identifiers. An erasure that names
 * only a cookie removes the state of the cookie: its link, or its profile if it has no account.
 */
public final class CustomerTopology {

  private CustomerTopology() {}

  /** The input streams of the topology. */
  public record Events(
      DataStream<ClickEvent> clicks,
      DataStream<PurchaseEvent> purchases,
      DataStream<TicketEvent> supportEvents,
      DataStream<CustomerEntry> customerRecords,
      DataStream<IdentityEvent> identityLinks,
      DataStream<PrivacyEvent> privacyRequests) {}

  /**
   * The output streams of the topology.
   *
   * @param erasures counts of the entries removed here
   * @param erasedVisitors visitors that the other jobs have to erase
   */
  public record Products(
      DataStream<ProfileView> profiles,
      DataStream<Erasure> erasures,
      DataStream<VisitorErased> erasedVisitors) {}

  /**
   * Builds the topology.
   *
   * @param cache in front of each keyed state
   */
  public static Products build(Events events, CustomerSettings settings, CacheSettings cache) {
    List<SingleOutputStreamOperator<Observation>> observed = observe(events);
    SingleOutputStreamOperator<Contribution> linked = link(union(observed), settings, cache);
    SingleOutputStreamOperator<ProfileView> identified =
        identify(
            union(sides(observed, ObserveFunction.ANONYMOUS)),
            linked.getSideOutput(LinkFunction.SIGNALS),
            settings,
            cache);
    SingleOutputStreamOperator<ProfileView> joined =
        join(linked, identified.getSideOutput(IdentifyFunction.CONTRIBUTIONS), settings, cache);
    DataStream<RfmPoint> points =
        rfmPoints(identified, CustomerUids.IDENTIFIED_RFM_POINTS)
            .union(rfmPoints(joined, CustomerUids.JOINED_RFM_POINTS));
    return new Products(
        score(identified.union(joined), quintiles(points, settings, cache)),
        union(sides(List.of(linked, identified, joined), ProfileEmitter.ERASURES)),
        union(sides(List.of(linked, identified), ProfileEmitter.ERASED_VISITORS)));
  }

  private static List<SingleOutputStreamOperator<Observation>> observe(Events events) {
    return List.of(
        observe(events.clicks(), Observation::of, Feed.CLICKS),
        observe(events.purchases(), Observation::of, Feed.PURCHASES),
        observe(events.supportEvents(), Observation::of, Feed.SUPPORT_EVENTS),
        observe(events.customerRecords(), Observation::of, Feed.CUSTOMER_RECORDS),
        observe(events.identityLinks(), Observation::of, Feed.IDENTITY_LINKS),
        observe(events.privacyRequests(), Observation::of, Feed.PRIVACY_REQUESTS));
  }

  private static <E> SingleOutputStreamOperator<Observation> observe(
      DataStream<E> events, MapFunction<E, Observation> observation, Feed feed) {
    return events
        .process(new ObserveFunction<>(observation))
        .returns(Observation.class)
        .setParallelism(events.getParallelism()) // keeps the order of events
        .name("observe")
        .uid(CustomerUids.observe(feed));
  }

  private static SingleOutputStreamOperator<Contribution> link(
      DataStream<Observation> observations, CustomerSettings settings, CacheSettings cache) {
    return observations
        .keyBy(Observation::accountKey)
        .transform(
            "link identifiers",
            TypeInformation.of(Contribution.class),
            new CachedProcessOperator<>(new LinkFunction(settings), cache))
        .uid(CustomerUids.LINK);
  }

  private static SingleOutputStreamOperator<ProfileView> identify(
      DataStream<Signal> anonymous,
      DataStream<Signal> links,
      CustomerSettings settings,
      CacheSettings cache) {
    return anonymous
        .union(links)
        .keyBy(Signal::identifier)
        .transform(
            "identify customers",
            TypeInformation.of(ProfileView.class),
            new CachedProcessOperator<>(new IdentifyFunction(settings), cache))
        .uid(CustomerUids.IDENTIFY);
  }

  private static SingleOutputStreamOperator<ProfileView> join(
      DataStream<Contribution> events,
      DataStream<Contribution> moved,
      CustomerSettings settings,
      CacheSettings cache) {
    return events
        .union(moved)
        .keyBy(Contribution::account)
        .transform(
            "join channels",
            TypeInformation.of(ProfileView.class),
            new CachedProcessOperator<>(new JoinFunction(settings), cache))
        .uid(CustomerUids.JOIN);
  }

  private static DataStream<RfmPoint> rfmPoints(DataStream<ProfileView> profiles, String uid) {
    return profiles
        .<RfmPoint>flatMap(
            (profile, out) -> {
              if (RfmPoint.matters(profile)) {
                out.collect(RfmPoint.of(profile));
              }
            })
        .returns(RfmPoint.class)
        .name("RFM points")
        .uid(uid);
  }

  private static DataStream<Quintiles> quintiles(
      DataStream<RfmPoint> points, CustomerSettings settings, CacheSettings cache) {
    return points
        .keyBy(RfmPoint::site)
        .transform(
            "RFM quintiles",
            TypeInformation.of(Quintiles.class),
            new CachedProcessOperator<>(new QuintilesFunction(settings), cache))
        .uid(CustomerUids.QUINTILES);
  }

  private static DataStream<ProfileView> score(
      DataStream<ProfileView> profiles, DataStream<Quintiles> quintiles) {
    return profiles
        .connect(quintiles.broadcast(ScoreFunction.QUINTILES))
        .process(new ScoreFunction())
        .name("score profiles")
        .uid(CustomerUids.SCORE);
  }

  private static <T> DataStream<T> union(List<? extends DataStream<T>> streams) {
    return streams.stream().<DataStream<T>>map(stream -> stream).reduce(DataStream::union).get();
  }

  private static <T> List<SideOutputDataStream<T>> sides(
      List<? extends SingleOutputStreamOperator<?>> steps, OutputTag<T> tag) {
    return steps.stream().map(step -> step.getSideOutput(tag)).toList();
  }
}
