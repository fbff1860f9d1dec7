package io.rapport.core.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.Pseudonyms;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.state.Repacked;
import io.rapport.core.support.settings.TicketErasureSettings;
import io.rapport.core.support.training.TicketErased;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PersonTicketsTest {

  private static final TicketErasureSettings SETTINGS =
      TicketErasureSettings.DEFAULT.with(t -> t.maxTickets(4).retentionMillis(1_000));

  @Test
  void aTicketIsOfEveryIdentifierOfItsEvent() {
    TicketEvent event =
        Events.ticket(TicketEventKind.OPENED, "t", 5)
            .visitorId("v1")
            .requesterEmail("me@example.com")
            .build();
    assertThat(TicketMention.of(event))
        .containsExactly(
            new TicketMention("shop/c1", "t", 5),
            new TicketMention("shop/v1", "t", 5),
            new TicketMention("shop/" + Pseudonyms.ofEmail("shop", "me@example.com"), "t", 5));
  }

  /** The oracle is a plain list of all events; a negative number is an erasure. */
  @Property
  void findsTheLatestTicketsSinceTheLastErasure(
      @ForAll @Size(max = 40) List<@IntRange(min = -1, max = 8) Integer> happened) {
    PersonTickets person = new PersonTickets(SETTINGS);
    List<String> expected = new ArrayList<>();
    long time = 0;
    for (int ticket : happened) {
      time++;
      if (ticket < 0) {
        assertThat(person.erase(new VisitorErased("r" + time, "shop", "c", time)))
            .extracting(TicketErased::ticketId)
            .containsExactlyElementsOf(expected);
        expected.clear();
      } else {
        String id = "t" + ticket;
        assertThat(person.add(new TicketMention("shop/c", id, time), "shop")).isNull();
        expected.remove(id);
        expected.add(id);
        boolean evicts = expected.size() > SETTINGS.maxTickets();
        assertThat(person.takeEvictions()).isEqualTo(evicts ? 1 : 0);
        if (evicts) {
          expected.remove(0);
        }
      }
      assertThat(person.expiry()).isEqualTo(time + SETTINGS.retentionMillis());
      person = Repacked.of(PersonTickets.format(SETTINGS), person);
      assertThat(person.size()).isEqualTo(expected.size());
    }
  }

  @Property(tries = 20)
  void whatIsNotYoungerThanTheErasureIsErasedAtOnce(@ForAll @IntRange(min = 0, max = 3) int later) {
    PersonTickets person = new PersonTickets(SETTINGS);
    person.erase(new VisitorErased("r1", "shop", "c", 10));
    person.erase(new VisitorErased("r0", "shop", "c", 9)); // An older request that arrives late.
    TicketErased erased = person.add(new TicketMention("shop/c", "t", 9 + later), "shop");
    if (later <= 1) {
      assertThat(erased).isEqualTo(new TicketErased("r1", "shop", "t", 10));
      assertThat(person.size()).isZero();
    } else {
      assertThat(erased).isNull();
      assertThat(person.size()).isOne();
    }
  }
}
