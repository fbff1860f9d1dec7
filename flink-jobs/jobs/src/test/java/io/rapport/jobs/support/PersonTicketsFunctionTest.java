package io.rapport.jobs.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.VisitorErased;
import io.rapport.core.support.settings.TicketErasureSettings;
import io.rapport.core.support.ticket.TicketMention;
import io.rapport.core.support.training.TicketErased;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonTicketsFunctionTest {

  private static final long RETENTION = 100_000;

  private KeyedTwoInputStreamOperatorTestHarness<String, TicketMention, VisitorErased, TicketErased>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void findsThePersonsTicketsAfterARestoreAndNobodyElses() throws Exception {
    mention("shop/c1", "t1", 1000);
    mention("shop/c1", "t2", 2000);
    mention("shop/c2", "t3", 2000);
    mention("other/c1", "t4", 2000);
    restore();
    erase("r1", "c1", 3000);
    assertThat(harness.extractOutputValues())
        .containsExactly(
            new TicketErased("r1", "shop", "t1", 3000), new TicketErased("r1", "shop", "t2", 3000));
  }

  @Test
  void whatHappenedBeforeAnErasureAndComesAfterItIsErasedToo() throws Exception {
    erase("r1", "c1", 3000);
    restore();
    mention("shop/c1", "t1", 2500);
    mention("shop/c1", "t2", 3001);
    assertThat(harness.extractOutputValues())
        .containsExactly(new TicketErased("r1", "shop", "t1", 3000));
    erase("r2", "c1", 4000);
    assertThat(harness.extractOutputValues())
        .endsWith(new TicketErased("r2", "shop", "t2", 4000))
        .hasSize(2);
  }

  @Test
  void forgetsPersonsWhoWriteNoMore() throws Exception {
    mention("shop/c1", "t1", 1000);
    mention("shop/c1", "t1", 50_000);
    mention("shop/c2", "t2", 1000);
    assertThat(Harnesses.keys(harness)).isEqualTo(2);
    harness.processBothWatermarks(new Watermark(1000 + RETENTION));
    assertThat(Harnesses.keys(harness)).isEqualTo(1);
    harness.processBothWatermarks(new Watermark(50_000 + RETENTION));
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void aTicketOfLongAgoBehindLiveTrafficIsFound() throws Exception {
    long now = Duration.ofDays(300).toMillis();
    harness.processBothWatermarks(new Watermark(now));
    mention("shop/c1", "t1", 1000);
    harness.processBothWatermarks(new Watermark(now + RETENTION - 1));
    erase("r1", "c1", now);
    assertThat(harness.extractOutputValues())
        .containsExactly(new TicketErased("r1", "shop", "t1", now));
  }

  private void mention(String person, String ticket, long time) throws Exception {
    harness.processElement1(new TicketMention(person, ticket, time), time);
  }

  private void erase(String request, String visitor, long time) throws Exception {
    harness.processElement2(new VisitorErased(request, "shop", visitor, time), time);
  }

  private void restore() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(snapshot);
  }

  private KeyedTwoInputStreamOperatorTestHarness<String, TicketMention, VisitorErased, TicketErased>
      harness(OperatorSubtaskState state) throws Exception {
    return Harnesses.keyed(
        new PersonTicketsFunction(
            TicketErasureSettings.DEFAULT.with(t -> t.maxTickets(3).retentionMillis(RETENTION))),
        TicketMention::person,
        VisitorErased::visitorKey,
        Part.of(state));
  }
}
