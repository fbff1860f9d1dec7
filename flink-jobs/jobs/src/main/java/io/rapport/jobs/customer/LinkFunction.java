package io.rapport.jobs.customer;

import io.rapport.core.customer.AccountLinks;
import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Identifiers;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.Signal;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.VisitorErased;
import io.rapport.jobs.customer.types.CustomerTypes;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Links identifiers to accounts and drops duplicate events.
 *
 * <pre>
 * in    {@link Observation} by account
 * out   {@link Contribution}: the event, for the account's profile
 * side  {@link #SIGNALS}: {@link Signal} to link, unlink or erase an identifier
 *       {@link ProfileEmitter#ERASURES}: {@link Erasure}, counts of removed entries
 *       {@link ProfileEmitter#ERASED_VISITORS}: {@link VisitorErased} for the other jobs
 * </pre>
 *
 * <p>The state holds every identifier linked to the account, so an erasure reaches them all.
 */
final class LinkFunction extends StatefulFunction<Observation, Contribution>
    implements CheckpointedFunction {

  static final OutputTag<Signal> SIGNALS = new OutputTag<>("signals", CustomerTypes.SIGNAL);

  private final CustomerSettings settings;

  private transient ExpiringState<AccountLinks> accounts;
  private transient CustomerAccounting accounting;

  LinkFunction(CustomerSettings settings) {
    super(CustomerUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "account",
            "identifiers",
            "%d identifiers, %d event ids",
            settings.maxIdentifiers(),
            settings.recentIds())
        .until(settings.retention(), "event");
  }

  @Override
  protected void open(KeyedStates states) {
    accounts = states.expiring(CustomerUids.LINKS_STATE, AccountLinks.format(settings));
  }

  @Override
  public void processElement(Observation event, Context context, Collector<Contribution> out)
      throws IOException {
    AccountLinks links = accounts.readOrCreate();
    boolean duplicate = links.seen(event);
    accounting.count(event, duplicate);
    if (duplicate) {
      return;
    }
    if (!event.unattributed()) {
      out.collect(Contribution.of(context.getCurrentKey(), event));
      link(event, links, context);
    }
    if (event.kind().erases()) {
      erase(event, links, context);
    }
    accounts.write(links, context.timerService());
  }

  private static void link(Observation event, AccountLinks links, Context context) {
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
    // Visits without a cookie are keyed by the account.
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

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Contribution> out)
      throws IOException {
    if (accounts.ended(accounts.read(), time, context.timerService())) {
      accounts.clear();
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
