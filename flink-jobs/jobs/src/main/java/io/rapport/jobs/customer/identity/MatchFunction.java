package io.rapport.jobs.customer.identity;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
import io.rapport.core.identity.resolve.Identity;
import io.rapport.core.identity.resolve.PairDecision;
import io.rapport.core.identity.resolve.Resolutions;
import io.rapport.core.identity.resolve.Resolver;
import io.rapport.core.identity.resolve.ResolverSettings;
import io.rapport.core.identity.resolve.Review;
import io.rapport.core.identity.resolve.Settling;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.DecisionEvent;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PersonDetails;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.jobs.customer.types.CustomerTypes;
import io.rapport.jobs.intake.Accounting;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedState;
import io.rapport.jobs.state.PartedState;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import io.rapport.jobs.state.StreamTime;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Resolves the customer ids of a site to persons.
 *
 * <pre>
 * in    {@link IdentityInput} by site: a customer record, a decision, or the erasure of an account
 * out   {@link Contribution} to an account: the customer that it is part of
 * side  {@link #IDENTITIES}: {@link IdentityUpdate} of each customer id
 *       {@link #REVIEWS}: {@link ReviewUpdate} of pairs that somebody is to decide on
 *       {@link #ERASED}: {@link Observation}, the erasure of a person's other accounts
 *       {@link #ERASURES}: {@link Erasure}, counts of removed records
 * </pre>
 *
 * <p>All records of a site meet in one task, because any may be like any other: one core bounds how
 * many records of a site are resolved in a second.
 */
final class MatchFunction extends StatefulFunction<IdentityInput, Contribution>
    implements CheckpointedFunction {

  static final OutputTag<IdentityUpdate> IDENTITIES =
      new OutputTag<>("identities", TypeInformation.of(IdentityUpdate.class));

  static final OutputTag<ReviewUpdate> REVIEWS =
      new OutputTag<>("reviews", TypeInformation.of(ReviewUpdate.class));

  static final OutputTag<Observation> ERASED =
      new OutputTag<>("erased-persons", CustomerTypes.OBSERVATION);

  static final OutputTag<Erasure> ERASURES =
      new OutputTag<>("identity-erasures", TypeInformation.of(Erasure.class));

  private final ResolverSettings settings;
  private final int maxLiveSites;

  private transient PartedState<Resolver> persons;
  private transient PackedState<Settling> settling;
  private transient StreamTime stream;
  private transient ResolverMetrics metrics;
  private transient Accounting accounting;
  private transient Context context;
  private transient Collector<Contribution> out;

  MatchFunction(ResolverSettings settings, int maxLiveSites) {
    super(PersonUids.DOMAIN);
    this.settings = settings;
    this.maxLiveSites = maxLiveSites;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "site",
            "records of persons, and decisions",
            "%d records, %d decisions",
            settings.linking().maxRecords(),
            settings.linking().maxDecisions())
        .until(settings.retention(), "record");
  }

  @Override
  protected void open(KeyedStates states) {
    persons =
        states.parted(
            PersonUids.PERSONS_STATE, Resolver.format(settings, new Emitter()), maxLiveSites);
    settling = states.open(PersonUids.SETTLING_STATE, Settling.format(settings));
    stream = states.time();
    metrics = new ResolverMetrics(states.metrics());
  }

  /** Emits what changes, in the call that changes it. */
  private final class Emitter implements Resolutions {

    @Override
    public void member(String id, String customer, long version, long time) {
      String whole = customer == null ? null : key(customer);
      out.collect(Contribution.of(key(id), new Contribution.Membership(whole, version, time)));
    }

    @Override
    public void identity(Identity identity) {
      context.output(IDENTITIES, new IdentityUpdate(site(), identity.customerId(), identity));
    }

    @Override
    public void gone(String id) {
      context.output(IDENTITIES, new IdentityUpdate(site(), id, null));
    }

    @Override
    public void review(Review review) {
      context.output(
          REVIEWS, new ReviewUpdate(site(), review.first().id(), review.second().id(), review));
    }

    @Override
    public void reviewed(String first, String second) {
      context.output(REVIEWS, new ReviewUpdate(site(), first, second, null));
    }

    private String site() {
      return context.getCurrentKey();
    }

    private String key(String id) {
      return Keys.of(site(), id);
    }
  }

  @Override
  public void processElement(IdentityInput input, Context current, Collector<Contribution> to)
      throws IOException {
    context = current;
    out = to;
    Resolver resolver = persons.readOrCreate();
    if (input.record() != null) {
      resolve(input.record(), resolver);
    } else if (input.decision() != null) {
      decide(input.decision(), resolver);
    } else {
      erase(input.erasure(), resolver);
    }
    stored(resolver);
    long now = Math.max(input.time(), stream.now(current.timerService()));
    Settling timer = settling.readOrCreate();
    long wake = timer.changed(now);
    if (wake != 0) {
      current.timerService().registerEventTimeTimer(wake);
    }
    settling.write(timer);
  }

  private static void resolve(CustomerEntry entry, Resolver resolver) {
    PersonDetails details = PersonRecords.details(entry);
    if (details.deleted()) {
      resolver.remove(entry.customerId(), entry.eventTime());
    } else {
      resolver.add(PersonRecords.of(entry), details.sameAs());
    }
  }

  private void decide(DecisionEvent event, Resolver resolver) {
    boolean news =
        resolver.decide(
            new PairDecision(
                PairDecision.Kind.valueOf(event.kind().name()),
                event.first(),
                event.second(),
                event.eventTime(),
                event.decidedBy(),
                event.comment()));
    accounting.count(Feed.IDENTITY_DECISIONS, news ? Outcome.PROCESSED : Outcome.DUPLICATE);
  }

  private void erase(PrivacyEvent request, Resolver resolver) {
    Resolver.Erasure erased = resolver.erase(request.customerId(), request.eventTime());
    for (String id : erased.ids()) {
      if (!id.equals(request.customerId())) {
        context.output(
            ERASED,
            Observation.erasure(
                request.eventId(), request.eventTime(), request.site(), request.requestId(), id));
      }
    }
    if (erased.records() > 0) {
      context.output(
          ERASURES,
          new Erasure(
              request.requestId(), request.site(), request.eventTime(), 0, 0, 0, erased.records()));
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext current, Collector<Contribution> to)
      throws IOException {
    Resolver resolver = persons.read();
    Settling timer = settling.read();
    if (resolver == null || timer == null) {
      settling.clear(); // A timer that is over would keep others from being set.
      return;
    }
    context = current;
    out = to;
    long wake = timer.fired(time, resolver);
    if (resolver.isEmpty()) {
      persons.clear();
      settling.clear();
      return;
    }
    stored(resolver);
    if (wake != 0) {
      current.timerService().registerEventTimeTimer(wake);
    }
    settling.write(timer);
  }

  private void stored(Resolver resolver) throws IOException {
    persons.changed(resolver);
    metrics.show(resolver);
  }

  Accounting accounting() {
    return accounting;
  }

  @Override
  public void initializeState(FunctionInitializationContext state) throws Exception {
    accounting = Accounting.restore("customer", state, getRuntimeContext().getMetricGroup());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext snapshot) throws Exception {
    accounting.snapshot();
  }
}
