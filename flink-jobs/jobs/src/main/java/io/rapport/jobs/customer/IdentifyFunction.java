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
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by cookie, e-mail address or telephone number: events of one that belongs to an account go
 * to the account's profile. While no account is known the profile is kept here; on linking it moves
 * to the account.
 */
final class IdentifyFunction extends KeyedProcessFunction<String, Signal, ProfileView>
    implements CheckpointedFunction {

  static final OutputTag<Contribution> CONTRIBUTIONS =
      new OutputTag<>("contributions", TypeInformation.of(Contribution.class));

  private final CustomerSettings settings;

  private transient ValueState<byte[]> state;
  private transient CustomerAccounting accounting;

  IdentifyFunction(CustomerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    CustomerUids.IDENTIFIER_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(Signal signal, Context context, Collector<ProfileView> out)
      throws Exception {
    IdentifierState identifier = IdentifierState.fromBytes(state.value(), settings);
    switch (signal.kind()) {
      case OBSERVE -> observe(signal.observation(), identifier, context, out);
      case LINK -> link(signal, identifier, context, out);
      case UNLINK -> identifier.unlink(signal.account());
      case ERASE -> {
        // A cookie may have become another account's since; then it is not this person's to erase.
        if (identifier.account() == null || identifier.account().equals(signal.account())) {
          erase(signal.observation(), identifier, context, out);
        }
      }
    }
    keep(identifier, context);
  }

  private void observe(
      Observation event, IdentifierState identifier, Context context, Collector<ProfileView> out) {
    boolean duplicate = identifier.seen(event);
    accounting.count(event, duplicate);
    if (duplicate || event.unattributed()) {
      return;
    }
    if (event.kind() == ObservationKind.ERASURE) {
      erase(event, identifier, context, out);
    } else if (identifier.account() != null) {
      context.output(CONTRIBUTIONS, new Contribution(identifier.account(), event, null));
    } else if (identifier.profile().profile().apply(event)) {
      ProfileEmitter.changed(
          identifier.profile(), subject(context), event.eventTime(), context.timerService(), out);
    }
  }

  private static void link(
      Signal signal, IdentifierState identifier, Context context, Collector<ProfileView> out) {
    CustomerProfile moving = identifier.link(signal.account(), signal.time());
    if (moving != null) {
      context.output(CONTRIBUTIONS, new Contribution(signal.account(), null, moving.toBytes()));
      out.collect(
          ProfileView.gone(
              subject(context), ProfileStatus.MERGED, Keys.id(signal.account()), signal.time()));
    }
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

  private void keep(IdentifierState identifier, Context context) throws Exception {
    long timer = identifier.lease().keep(identifier.newest());
    if (timer != 0) {
      context.timerService().registerEventTimeTimer(timer);
    }
    state.update(identifier.toBytes());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ProfileView> out)
      throws Exception {
    byte[] packed = state.value();
    if (packed == null) {
      return;
    }
    IdentifierState identifier = IdentifierState.fromBytes(packed, settings);
    if (identifier.lease().expired(time, identifier.newest())) {
      if (!identifier.profile().profile().isEmpty()) {
        out.collect(ProfileView.gone(subject(context), ProfileStatus.EXPIRED, null, time));
      }
      state.clear();
      return;
    }
    ProfileEmitter.fired(identifier.profile(), subject(context), time, out);
    keep(identifier, context);
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
