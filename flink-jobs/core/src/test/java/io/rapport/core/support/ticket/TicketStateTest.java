package io.rapport.core.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.Repacked;
import io.rapport.core.support.redaction.RedactedMessage;
import io.rapport.core.support.redaction.Redactions;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.core.testing.Tickets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TicketStateTest {

  private final SupportSettings settings = Tickets.settings();
  private final PackedFormat<TicketState> format = TicketState.format(settings);
  private final TicketState ticket = new TicketState(settings);

  @Property(tries = 100)
  void survivesItsBytesAtAnyMoment(@ForAll long seed, @ForAll @IntRange(max = 20) int events) {
    TicketState kept = new TicketState(settings);
    TicketState copied = new TicketState(settings);
    Random random = new Random(seed);
    for (int i = 0; i < events; i++) {
      TicketEvent event = random(random);
      Outcome outcome = kept.admit(event);
      assertThat(copied.admit(event)).isEqualTo(outcome);
      if (outcome == Outcome.PROCESSED) {
        assertThat(copied.apply(plain(event))).isEqualTo(kept.apply(plain(event)));
      }
      if (random.nextInt(8) == 0) {
        long asked = random.nextInt(3000);
        assertThat(copied.erase(asked)).isEqualTo(kept.erase(asked));
      }
      copied = Repacked.of(format, copied);
      assertThat(copied.text()).isEqualTo(kept.text());
      assertThat(copied.answered()).isEqualTo(kept.answered());
      assertThat(copied.closed()).isEqualTo(kept.closed());
      assertThat(copied.expiry()).isEqualTo(kept.expiry());
    }
  }

  @Test
  void aLabelTeachesTheTextSoFar() {
    admit(Tickets.opened("t", 1, "Late", "where is it"));
    TrainingExample example = admit(Tickets.labelled("t", 2, "delivery", "logistics", "high"));
    assertThat(example.text()).isEqualTo("Late\nwhere is it");
    assertThat(example.intent()).isEqualTo("delivery");
    assertThat(example.queue()).isEqualTo("logistics");
    assertThat(example.priority()).isEqualTo("high");
    assertThat(example.ticketKey()).isEqualTo("shop/t");
  }

  @Test
  void aLabelWaitsForItsText() {
    assertThat(admit(Tickets.labelled("t", 2, "delivery", null, null))).isNull();
    TicketState restored = Repacked.of(format, ticket);
    TicketEvent opened = Tickets.opened("t", 1, null, "where is it");
    restored.admit(opened);
    TrainingExample example = restored.apply(plain(opened));
    assertThat(example.intent()).isEqualTo("delivery");
    assertThat(example.text()).isEqualTo("where is it");
    assertThat(restored.apply(plain(Tickets.opened("t", 3, null, "again")))).isNull();
  }

  @Test
  void aQueueStandsInForAMissingIntent() {
    admit(Tickets.opened("t", 1, null, "text"));
    assertThat(admit(Tickets.labelled("t", 2, null, "billing", null)).intent())
        .isEqualTo("billing");
  }

  @Test
  void knowsDuplicatesAndLateMessages() {
    assertThat(ticket.admit(Tickets.opened("t", 5000, null, "a"))).isEqualTo(Outcome.PROCESSED);
    assertThat(ticket.admit(Tickets.opened("t", 5000, null, "a"))).isEqualTo(Outcome.DUPLICATE);
    assertThat(ticket.admit(Tickets.opened("t", 4000, null, "a"))).isEqualTo(Outcome.PROCESSED);
    assertThat(ticket.admit(Tickets.opened("t", 3999, null, "a"))).isEqualTo(Outcome.LATE);
    assertThat(ticket.admit(Tickets.labelled("t", 1, "x", null, null)))
        .isEqualTo(Outcome.PROCESSED);
  }

  @Test
  void aClosedTicketIsForgottenSooner() {
    admit(Tickets.opened("t", 1000, null, "a"));
    assertThat(ticket.expiry()).isEqualTo(101_000);
    admit(Tickets.closed("t", "c", 2000));
    assertThat(ticket.expiry()).isEqualTo(12_000);
    admit(Tickets.message("t", "m", 3000, "b"));
    assertThat(ticket.expiry()).isEqualTo(103_000);
  }

  @Test
  void anErasureLeavesNothingButItsTime() {
    admit(Tickets.opened("t", 1000, "Late", "where is it"));
    admit(Tickets.agentMessage("t", "m", 1500, "hi"));
    assertThat(ticket.erase(2000)).isTrue();
    assertThat(ticket.erase(2000)).isFalse();
    assertThat(ticket.text()).isEmpty();
    assertThat(ticket.answered()).isFalse();
    assertThat(ticket.expiry()).isEqualTo(12_000);
    assertThat(format.pack(ticket).length).isLessThan(30);
    assertThat(ticket.admit(Tickets.labelled("t", 2000, "delivery", null, null)))
        .isEqualTo(Outcome.LATE);
    TicketState restored = Repacked.of(format, ticket);
    assertThat(restored.erase(2000)).isFalse();
    assertThat(restored.admit(Tickets.opened("t", 1999, null, "before"))).isEqualTo(Outcome.LATE);
    assertThat(restored.admit(Tickets.opened("t", 2001, null, "after")))
        .isEqualTo(Outcome.PROCESSED);
  }

  @Test
  void keepsNoMoreThanIsRead() {
    for (int i = 0; i < 50; i++) {
      admit(Tickets.opened("t", i, null, "twenty characters ok"));
    }
    assertThat(ticket.text()).hasSize(settings.encoder().maxCharacters());
    assertThat(format.pack(ticket).length)
        .isLessThan(settings.encoder().maxCharacters() + 8 * settings.duplicates() + 50);
  }

  private TrainingExample admit(TicketEvent event) {
    assertThat(ticket.admit(event)).isEqualTo(Outcome.PROCESSED);
    return ticket.apply(plain(event));
  }

  private static RedactedMessage plain(TicketEvent event) {
    return new RedactedMessage(event, event.subject(), event.body(), Redactions.NONE);
  }

  private static TicketEvent random(Random random) {
    long time = random.nextInt(3000);
    return switch (random.nextInt(5)) {
      case 0 -> Tickets.opened("t", time, "subject", List.of("a", "b").get(random.nextInt(2)));
      case 1 -> Tickets.labelled("t", time, "i" + random.nextInt(2), "q", "low");
      case 2 -> Tickets.verdict("t", time, "a", random.nextBoolean());
      case 3 -> Tickets.closed("t", "c" + time, time);
      default -> Tickets.agentMessage("t", "m" + time, time, "hi");
    };
  }
}
