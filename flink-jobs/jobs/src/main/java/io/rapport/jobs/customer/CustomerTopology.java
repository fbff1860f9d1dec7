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
import io.rapport.core.intake.DecisionEvent;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.customer.identity.IdentitySetup;
import io.rapport.jobs.customer.identity.PersonTopology;
import io.rapport.jobs.customer.types.CustomerTypes;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.state.CachedBroadcastOperator;
import io.rapport.jobs.state.CachedProcessOperator;
import java.util.List;
import java.util.function.Function;
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
 * Observe (by feed, in the task that reads it)              customer records, decisions, erasures
 *   |                        \                                |
 *   | with an account         \ without                     Match (by site) --> identities, reviews
 * Link (by account) --------> Identify (by cookie, e-mail,   |    \
 *   |         links, erasures  |        telephone)  |        |     erasures of a person's other
 *   | events                   | events and         |        |     accounts, to Link
 *   v                          v profiles moved     |        | the customer of each account
 * Join (by account) <----------+--------------------|--------+
 *   |                                               | profiles while
 *   | profiles of accounts, or their parts          | no account is known
 *   |                                               |
 *   +------------------> union <--------------------+
 *                         |  \
 *                         |   Quintiles (by site)
 *                         |  /  broadcast
 *                       Unite (by customer) --> profiles
 * </pre>
 *
 * Only Link knows the identifiers of an account; it therefore sees every event that names the
 * account. An identifier belongs to an account once one event has named both. Two identifiers
 * without an account stay two customers. Two accounts are one customer if {@link PersonTopology}
 * takes them for one person; each keeps a profile of its own, which a customer unites, so that they
 * can come apart again.
 *
 * <p>An erasure that names an account therefore reaches all its identifiers, and those of the
 * person's other accounts. An erasure that names only a cookie removes the state of the cookie: its
 * link, or its profile if it has no account.
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
      DataStream<DecisionEvent> identityDecisions,
      DataStream<PrivacyEvent> privacyRequests) {}

  /**
   * The output streams of the topology.
   *
   * @param erasures counts of the entries removed here
   * @param erasedVisitors visitors that the other jobs have to erase
   * @param persons null where customer ids are not resolved to persons
   */
  public record Products(
      DataStream<ProfileView> profiles,
      DataStream<Erasure> erasures,
      DataStream<VisitorErased> erasedVisitors,
      PersonTopology.Products persons) {}

  /**
   * Builds the topology.
   *
   * @param cache in front of each keyed state
   */
  public static Products build(
      Events events, CustomerSettings settings, IdentitySetup identity, CacheSettings cache) {
    List<SingleOutputStreamOperator<Observation>> observed = observe(events);
    PersonTopology.Products persons = persons(events, observed, identity, cache);
    SingleOutputStreamOperator<Contribution> linked =
        link(with(union(observed), persons, PersonTopology.Products::erased), settings, cache);
    SingleOutputStreamOperator<ProfileView> identified =
        identify(
            union(sides(observed, ObserveFunction.ANONYMOUS)),
            linked.getSideOutput(LinkFunction.SIGNALS),
            settings,
            cache);
    DataStream<Contribution> moved = identified.getSideOutput(IdentifyFunction.CONTRIBUTIONS);
    SingleOutputStreamOperator<ProfileView> joined =
        join(with(linked.union(moved), persons, PersonTopology.Products::members), settings, cache);
    DataStream<RfmPoint> points =
        rfmPoints(identified, CustomerUids.IDENTIFIED_RFM_POINTS)
            .union(rfmPoints(joined, CustomerUids.JOINED_RFM_POINTS));
    DataStream<Erasure> erasures =
        union(sides(List.of(linked, identified, joined), ProfileEmitter.ERASURES));
    return new Products(
        unite(
            identified.union(joined),
            quintiles(points, settings, cache),
            new UniteFunction(settings, identity.resolver().linking().maxCustomer()),
            cache),
        with(erasures, persons, PersonTopology.Products::erasures),
        union(sides(List.of(linked, identified), ProfileEmitter.ERASED_VISITORS)),
        persons);
  }

  private static PersonTopology.Products persons(
      Events events,
      List<SingleOutputStreamOperator<Observation>> observed,
      IdentitySetup identity,
      CacheSettings cache) {
    return !identity.enabled()
        ? null
        : PersonTopology.build(
            new PersonTopology.Events(
                events.customerRecords(),
                events.identityDecisions(),
                events.privacyRequests(),
                observed),
            identity,
            cache);
  }

  /** A stream with what the resolution of persons adds to it, if there is one. */
  private static <T> DataStream<T> with(
      DataStream<T> stream,
      PersonTopology.Products persons,
      Function<PersonTopology.Products, DataStream<T>> added) {
    return persons == null ? stream : stream.union(added.apply(persons));
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
        .returns(CustomerTypes.OBSERVATION)
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
            CustomerTypes.CONTRIBUTION,
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
            CustomerTypes.PROFILE,
            new CachedProcessOperator<>(new IdentifyFunction(settings), cache))
        .uid(CustomerUids.IDENTIFY);
  }

  private static SingleOutputStreamOperator<ProfileView> join(
      DataStream<Contribution> contributions, CustomerSettings settings, CacheSettings cache) {
    return contributions
        .keyBy(Contribution::account)
        .transform(
            "join channels",
            CustomerTypes.PROFILE,
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

  private static DataStream<ProfileView> unite(
      DataStream<ProfileView> profiles,
      DataStream<Quintiles> quintiles,
      UniteFunction function,
      CacheSettings cache) {
    return profiles
        .keyBy(ProfileView::publishedKey)
        .connect(quintiles.broadcast())
        .transform(
            "unite and score profiles",
            CustomerTypes.PROFILE,
            new CachedBroadcastOperator<>(function, List.of(UniteFunction.QUINTILES), cache))
        .uid(CustomerUids.UNITE);
  }

  private static <T> DataStream<T> union(List<? extends DataStream<T>> streams) {
    return streams.stream().<DataStream<T>>map(stream -> stream).reduce(DataStream::union).get();
  }

  private static <T> List<SideOutputDataStream<T>> sides(
      List<? extends SingleOutputStreamOperator<?>> steps, OutputTag<T> tag) {
    return steps.stream().map(step -> step.getSideOutput(tag)).toList();
  }
}
