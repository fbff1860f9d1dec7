package io.rapport.jobs.customer;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.IdentifierState;
import io.rapport.core.customer.Identifiers;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ObservationKind;
import io.rapport.core.customer.ProfileStatus;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Signal;
import io.rapport.core.customer.Subject;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.customer.types.CustomerTypes;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import java.io.IOException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Resolves events without an account, by their identifier.
 *
 * <pre>
 * in    {@link Signal} by identifier: cookie, e-mail address or telephone number
 * out   {@link ProfileView} of a customer without an account
 * side  {@link #CONTRIBUTIONS}: {@link Contribution}, events and profiles for the account's profile
 *       {@link ProfileEmitter#ERASURES}: {@link Erasure}, counts of removed entries
 *       {@link ProfileEmitter#ERASED_VISITORS}: {@link VisitorErased} for the other jobs
 * </pre>
 *
 * <p>From a login on, an identifier's events go to the account's profile. Until the first login,
 * and after a logout, the profile is kept here; on the first login it moves to the account.
 */
final class IdentifyFunction extends StatefulFunction<Signal, ProfileView>
    implements CheckpointedFunction {

  static final OutputTag<Contribution> CONTRIBUTIONS =
      new OutputTag<>("contributions", CustomerTypes.CONTRIBUTION);

  private final CustomerSettings settings;

  private transient ExpiringState<IdentifierState> identifiers;
  private transient PackedFormat<CustomerProfile> profiles;
  private transient CustomerAccounting accounting;

  IdentifyFunction(CustomerSettings settings) {
    super(CustomerUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "cookie, e-mail address or telephone",
            "account, or profile while none is known",
            "%d event ids, %d categories, %d items",
            settings.recentIds(),
            settings.maxCategories(),
            settings.maxItems())
        .until(settings.retention(), "event");
  }

  @Override
  protected void open(KeyedStates states) {
    identifiers = states.expiring(CustomerUids.IDENTIFIER_STATE, IdentifierState.format(settings));
    profiles = CustomerProfile.format(settings);
  }

  @Override
  public void processElement(Signal signal, Context context, Collector<ProfileView> out)
      throws IOException {
    IdentifierState identifier = identifiers.readOrCreate();
    boolean changed =
        switch (signal.kind()) {
          case OBSERVE -> observe(signal.observation(), identifier, context, out);
          case LINK -> link(signal, identifier, context, out);
          case UNLINK -> identifier.unlink(signal.account());
          case ERASE -> eraseOf(signal, identifier, context, out);
        };
    if (changed) {
      identifiers.write(identifier, context.timerService());
    }
  }

  /** Returns false for a duplicate. */
  private boolean observe(
      Observation event, IdentifierState identifier, Context context, Collector<ProfileView> out) {
    boolean duplicate = identifier.seen(event);
    accounting.count(event, duplicate);
    if (duplicate) {
      return false;
    }
    if (!event.unattributed()) {
      apply(event, identifier, context, out);
    }
    return true;
  }

  private static void apply(
      Observation event, IdentifierState identifier, Context context, Collector<ProfileView> out) {
    String account = identifier.account(event.eventTime());
    if (event.kind() == ObservationKind.ERASURE) {
      erase(event, identifier, context, out);
    } else if (event.kind() == ObservationKind.LOGOUT) {
      String before = identifier.account();
      identifier.logout(event.eventTime());
      left(before, identifier, event.eventTime(), context);
    } else if (account != null) {
      context.output(CONTRIBUTIONS, Contribution.of(account, event));
    } else if (identifier.profile().profile().apply(event)) {
      ProfileEmitter.changed(
          identifier.profile(), subject(context), event.eventTime(), context.timerService(), out);
    }
  }

  private boolean link(
      Signal signal, IdentifierState identifier, Context context, Collector<ProfileView> out) {
    String before = identifier.account();
    CustomerProfile moving = identifier.link(signal.account(), signal.time());
    left(before, identifier, signal.time(), context);
    if (moving != null) {
      context.output(CONTRIBUTIONS, Contribution.of(signal.account(), profiles.pack(moving)));
      out.collect(
          ProfileView.gone(
              subject(context), ProfileStatus.MERGED, Keys.id(signal.account()), signal.time()));
    }
    return true;
  }

  /** Tells the account that had the cookie until now. */
  private static void left(String before, IdentifierState identifier, long time, Context context) {
    String key = context.getCurrentKey();
    if (before != null && !before.equals(identifier.account()) && Identifiers.isCookie(key)) {
      context.output(
          CONTRIBUTIONS,
          Contribution.of(
              before, Observation.logout("", time, Keys.site(key), Identifiers.elsewhere(key))));
    }
  }

  private static boolean eraseOf(
      Signal signal, IdentifierState identifier, Context context, Collector<ProfileView> out) {
    // A cookie now linked to another account is no longer this person's to erase.
    boolean own = identifier.account() == null || identifier.account().equals(signal.account());
    if (!own) {
      return identifier.unlink(signal.account());
    }
    erase(signal.observation(), identifier, context, out);
    return true;
  }

  private static void erase(
      Observation request,
      IdentifierState identifier,
      Context context,
      Collector<ProfileView> out) {
    boolean linked = identifier.account() != null;
    boolean profiled = !identifier.profile().profile().isEmpty();
    identifier.erase(request.eventTime());
    if (profiled) {
      out.collect(
          ProfileView.gone(subject(context), ProfileStatus.ERASED, null, request.eventTime()));
    }
    String visitor = Identifiers.elsewhere(context.getCurrentKey());
    if (visitor != null) {
      context.output(
          ProfileEmitter.ERASED_VISITORS,
          new VisitorErased(request.requestId(), request.site(), visitor, request.eventTime()));
    }
    context.output(
        ProfileEmitter.ERASURES,
        new Erasure(
            request.requestId(),
            request.site(),
            request.eventTime(),
            profiled ? 1 : 0,
            linked ? 1 : 0,
            0));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ProfileView> out)
      throws IOException {
    IdentifierState identifier = identifiers.read();
    if (identifiers.ended(identifier, time, context.timerService())) {
      ProfileEmitter.expired(identifier.profile(), subject(context), time, out);
      identifiers.clear();
    } else if (identifier != null
        && ProfileEmitter.fired(identifier.profile(), subject(context), time, out)) {
      identifiers.write(identifier, context.timerService());
    }
  }

  private static Subject subject(Context context) {
    return Identifiers.subject(context.getCurrentKey());
  }

  CustomerAccounting accounting() {
    return accounting;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    accounting = CustomerAccounting.restore(context, getRuntimeContext().getMetricGroup());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    accounting.snapshot();
  }
}
