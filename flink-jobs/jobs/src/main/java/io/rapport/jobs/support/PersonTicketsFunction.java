package io.rapport.jobs.support;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.support.settings.TicketErasureSettings;
import io.rapport.core.support.ticket.PersonTickets;
import io.rapport.core.support.ticket.TicketMention;
import io.rapport.core.support.training.TicketErased;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulCoFunction;
import java.io.IOException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Remembers the tickets of each person, and names those to forget when the person is erased.
 *
 * <pre>
 * in 1  {@link TicketMention} by person: cookie, account or the pseudonym of an e-mail address
 * in 2  {@link VisitorErased} by person
 * out   {@link TicketErased} for each ticket to forget
 * </pre>
 *
 * <p>An event-time timer expires the state.
 */
final class PersonTicketsFunction
    extends StatefulCoFunction<TicketMention, VisitorErased, TicketErased> {

  private final TicketErasureSettings settings;
  private transient ExpiringState<PersonTickets> persons;
  private transient Counter evicted;

  PersonTicketsFunction(TicketErasureSettings settings) {
    super(SupportUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "cookie, account or e-mail digest",
            "tickets of a person",
            "%d tickets",
            settings.maxTickets())
        .until(settings.retentionMillis(), "event");
  }

  @Override
  protected void open(KeyedStates states) {
    persons = states.expiring(SupportUids.PERSON_STATE, PersonTickets.format(settings));
    evicted = states.metrics().counter("evicted-person-tickets");
  }

  @Override
  public void processElement1(TicketMention mention, Context context, Collector<TicketErased> out)
      throws IOException {
    PersonTickets person = persons.readOrCreate();
    TicketErased erased = person.add(mention, Keys.site(mention.person()));
    evicted.inc(person.takeEvictions());
    if (erased != null) {
      out.collect(erased);
    }
    persons.write(person, context.timerService());
  }

  @Override
  public void processElement2(VisitorErased asked, Context context, Collector<TicketErased> out)
      throws IOException {
    PersonTickets person = persons.readOrCreate();
    person.erase(asked).forEach(out::collect);
    persons.write(person, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TicketErased> out)
      throws IOException {
    if (persons.ended(persons.read(), time, context.timerService())) {
      persons.clear();
    }
  }
}
