package io.rapport.jobs.customer;

import io.rapport.core.customer.AccountLinks;
import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Identifiers;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ObservationKind;
import io.rapport.core.customer.Signal;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.VisitorErased;
import java.util.Set;
import java.util.TreeSet;
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
 * Keyed by account: drops duplicates, passes events on to the account's profile, and tells each
 * identifier that comes with the account whom it belongs to. Because it remembers them, an erasure
 * finds them all.
 */
final class LinkFunction extends KeyedProcessFunction<String, Observation, Contribution>
    implements CheckpointedFunction {

  static final OutputTag<Signal> SIGNALS =
      new OutputTag<>("signals", TypeInformation.of(Signal.class));

  private final CustomerSettings settings;

  private transient ValueState<byte[]> state;
  private transient CustomerAccounting accounting;

  LinkFunction(CustomerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    CustomerUids.LINKS_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(Observation event, Context context, Collector<Contribution> out)
      throws Exception {
    AccountLinks links = AccountLinks.fromBytes(state.value(), settings);
    boolean duplicate = links.seen(event);
    accounting.count(event, duplicate);
    if (duplicate) {
      return;
    }
    if (!event.unattributed()) {
      out.collect(new Contribution(context.getCurrentKey(), event, null));
      link(event, links, context);
    }
    if (event.kind() == ObservationKind.ERASURE) {
      erase(event, links, context);
    }
    keep(links, context);
  }

  private void link(Observation event, AccountLinks links, Context context) {
    for (String identifier : Identifiers.of(event)) {
      if (links.link(identifier, event.eventTime())) {
        signal(Signal.Kind.LINK, identifier, event.eventTime(), null, context);
      }
    }
    for (String excess = links.excess(); excess != null; excess = links.excess()) {
      signal(Signal.Kind.UNLINK, excess, event.eventTime(), null, context);
    }
  }

  private static void erase(Observation event, AccountLinks links, Context context) {
    Set<String> identifiers = new TreeSet<>(links.identifiers());
    for (String identifier : identifiers) {
      signal(Signal.Kind.ERASE, identifier, event.eventTime(), event, context);
    }
    links.clear();
    // Visits without a cookie go by the account.
    context.output(
        ProfileEmitter.ERASED_VISITORS,
        new VisitorErased(
            event.requestId(), event.site(), Keys.id(context.getCurrentKey()), event.eventTime()));
    if (!identifiers.isEmpty()) {
      context.output(
          ProfileEmitter.ERASURES,
          new Erasure(
              event.requestId(), event.site(), event.eventTime(), 0, 0, identifiers.size()));
    }
  }

  private static void signal(
      Signal.Kind kind, String identifier, long time, Observation event, Context context) {
    context.output(SIGNALS, new Signal(kind, identifier, context.getCurrentKey(), time, event));
  }

  private void keep(AccountLinks links, Context context) throws Exception {
    long timer = links.lease().keep(links.newest());
    if (timer != 0) {
      context.timerService().registerEventTimeTimer(timer);
    }
    state.update(links.toBytes());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Contribution> out)
      throws Exception {
    AccountLinks links = AccountLinks.fromBytes(state.value(), settings);
    if (links.lease().expired(time, links.newest())) {
      state.clear();
    } else {
      keep(links, context);
    }
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
