package io.rapport.jobs.support;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.support.settings.TicketErasureSettings;
import io.rapport.core.support.ticket.PersonTickets;
import io.rapport.core.support.ticket.TicketMention;
import io.rapport.core.support.training.TicketErased;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by cookie, account or what stands for an e-mail address: remembers a person's tickets, and
 * says which are to be forgotten when the person is. Forgotten itself by an event-time timer.
 */
final class PersonTicketsFunction
    extends KeyedCoProcessFunction<String, TicketMention, VisitorErased, TicketErased> {

  private final TicketErasureSettings settings;
  private transient ValueState<byte[]> persons;
  private transient Counter evicted;

  PersonTicketsFunction(TicketErasureSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    persons =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    SupportUids.PERSON_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    evicted =
        getRuntimeContext()
            .getMetricGroup()
            .addGroup("rapport")
            .addGroup("support")
            .counter("evicted-person-tickets");
  }

  @Override
  public void processElement1(TicketMention mention, Context context, Collector<TicketErased> out)
      throws Exception {
    byte[] stored = persons.value();
    PersonTickets person = person(stored);
    TicketErased erased = person.add(mention, Keys.site(mention.person()));
    evicted.inc(person.evictions());
    if (erased != null) {
      out.collect(erased);
    }
    store(person, stored == null, context.timerService());
  }

  @Override
  public void processElement2(VisitorErased asked, Context context, Collector<TicketErased> out)
      throws Exception {
    byte[] stored = persons.value();
    PersonTickets person = person(stored);
    person.erase(asked).forEach(out::collect);
    store(person, stored == null, context.timerService());
  }

  private PersonTickets person(byte[] stored) {
    return stored == null ? new PersonTickets(settings) : PersonTickets.fromBytes(stored, settings);
  }

  /** One timer a person, moved when it fires. */
  private void store(PersonTickets person, boolean fresh, TimerService timers) throws Exception {
    persons.update(person.toBytes());
    if (fresh) {
      timers.registerEventTimeTimer(person.expiry());
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TicketErased> out)
      throws Exception {
    byte[] stored = persons.value();
    if (stored == null) {
      return;
    }
    long expiry = person(stored).expiry();
    if (expiry <= time) {
      persons.clear();
    } else {
      context.timerService().registerEventTimeTimer(expiry);
    }
  }
}
