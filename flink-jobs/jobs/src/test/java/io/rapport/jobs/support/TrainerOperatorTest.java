package io.rapport.jobs.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.PublicationPace;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.TicketErased;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.core.testing.Tickets;
import io.rapport.jobs.testing.Desk;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerOperatorTest {

  private static final int MAX_PARALLELISM = 16;
  private static final List<String> TEXTS =
      List.of("where is my parcel", "money back please", "my password is lost");
  private static final List<String> INTENTS = List.of("delivery", "refund", "access");

  private KeyedOneInputStreamOperatorTestHarness<String, TrainingExample, ModelShard> harness;

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void publishesANewIntentAtOnceAndTheRestAtIntervals() throws Exception {
    harness = harness(4, 1, 0, null);
    send("a", 0, 10_000);
    assertThat(drain())
        .extracting(ModelShard::part)
        .startsWith(ModelShard.META)
        .hasSizeGreaterThan(1);
    send("a", 1, 10_100);
    assertThat(drain()).isNotEmpty();
    send("a", 0, 10_200);
    send("a", 1, 10_300);
    assertThat(drain()).isEmpty();
    harness.processWatermark(new Watermark(12_099));
    assertThat(drain()).isEmpty();
    harness.processWatermark(new Watermark(12_100));
    List<ModelShard> published = drain();
    assertThat(published).extracting(ModelShard::version).containsOnly(3L);
    assertThat(published).extracting(ModelShard::eventTime).containsOnly(10_300L);
    send("a", 0, 14_100);
    assertThat(drain()).isNotEmpty();
    harness.processWatermark(new Watermark(Long.MAX_VALUE));
    assertThat(drain()).isEmpty();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void anEventFarInTheFutureDoesNotSilenceIt() throws Exception {
    harness = harness(4, 1, 0, null);
    send("a", 0, 10_000);
    send("a", 0, 10_000_000_000L);
    drain();
    send("a", 0, 20_000);
    assertThat(drain()).isNotEmpty();
  }

  @Test
  void aReplayOfHoursInASecondIsNotPublishedWithEveryTicket() throws Exception {
    harness =
        harness(
            Desk.settings(
                4, PublicationPace.DEFAULT.with(p -> p.share(0.1).patienceMillis(60_000))),
            1,
            0,
            null);
    Set<Long> versions = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      send("a", i, 10_000L * i);
      drain().forEach(part -> versions.add(part.version()));
    }
    // At first each tenth of new examples publishes; later a minute, six examples, is over before.
    assertThat(versions).hasSizeBetween(2_000 / 6, 2_000 / 6 + 30);
  }

  @Test
  void aQuietDeskDoesNotWaitForItsShare() throws Exception {
    harness =
        harness(
            Desk.settings(
                4, PublicationPace.DEFAULT.with(p -> p.share(0.5).patienceMillis(60_000))),
            1,
            0,
            null);
    for (int i = 0; i < 30; i++) {
      send("a", 0, 10_000);
    }
    send("a", 0, 15_000);
    assertThat(drain()).isNotEmpty();
    send("a", 0, 16_000);
    harness.processWatermark(new Watermark(74_999));
    assertThat(drain()).isEmpty();
    harness.processWatermark(new Watermark(75_000));
    assertThat(drain()).isNotEmpty();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void goesOnAfterARestoreAsIfNothingHadHappened() throws Exception {
    List<String> uninterrupted = run(false);
    harness.close();
    assertThat(run(true)).isEqualTo(uninterrupted);
  }

  @Test
  void whatIsForgottenIsNoReasonToPublish() throws Exception {
    harness = harness(4, 1, 0, null);
    harness.processElement(
        TrainingExample.forgotten(new TicketErased("r", "a", "1", 1_000)), 1_000);
    assertThat(drain()).isEmpty();
    send("a", 0, 10_000);
    drain();
    harness.processElement(
        TrainingExample.forgotten(new TicketErased("r", "a", "1", 60_000)), 60_000);
    harness.processWatermark(new Watermark(Long.MAX_VALUE));
    assertThat(drain()).isEmpty();
  }

  /** Examples of three sites, of which two fit on the heap; a restore after every seventh. */
  private List<String> run(boolean interrupted) throws Exception {
    harness = harness(2, 1, 0, null);
    List<String> published = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      send("site" + (i * i % 3), i, 1000L * i);
      drain().forEach(part -> published.add(text(part)));
      if (i % 4 == 3) {
        String site = "site" + (i * i % 3);
        harness.processElement(
            TrainingExample.forgotten(new TicketErased("r", site, "" + (i - 3), i)), i);
      }
      if (interrupted && i % 7 == 6) {
        OperatorSubtaskState snapshot = harness.snapshot(i, i);
        harness.close();
        harness = harness(2, 1, 0, snapshot);
      }
    }
    harness.processWatermark(new Watermark(Long.MAX_VALUE));
    drain().forEach(part -> published.add(text(part)));
    return published;
  }

  @Test
  void everySiteHasOneTrainerAfterAChangeOfParallelism() throws Exception {
    harness = harness(4, 1, 0, null);
    for (int i = 0; i < 8; i++) {
      send("site" + i, 0, 1000);
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    int continued = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState mine =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              snapshot, MAX_PARALLELISM, 1, 2, subtask);
      harness.close();
      harness = harness(4, 2, subtask, mine);
      for (int i = 0; i < 8; i++) {
        if (KeyGroupRangeAssignment.assignKeyToParallelOperator("site" + i, MAX_PARALLELISM, 2)
            == subtask) {
          send("site" + i, 0, 9000);
          continued++;
        }
      }
      assertThat(drain()).extracting(ModelShard::version).containsOnly(2L);
    }
    assertThat(continued).isEqualTo(8);
  }

  @Test
  void aVerdictIsPublishedWithoutWeights() throws Exception {
    harness = harness(4, 1, 0, null);
    harness.processElement(
        new TrainingExample("a", "a/1", "v", 1000, null, null, null, null, "answer", true), 1000);
    assertThat(drain()).extracting(ModelShard::part).containsExactly(ModelShard.ANSWERS);
  }

  private static String text(ModelShard part) {
    return part.shardId()
        + " "
        + part.version()
        + " "
        + part.eventTime()
        + " "
        + Base64.getEncoder().encodeToString(part.payload());
  }

  private void send(String site, int number, long time) throws Exception {
    int kind = number % TEXTS.size();
    harness.processElement(
        Tickets.example(site, number, time, TEXTS.get(kind), INTENTS.get(kind)), time);
  }

  private List<ModelShard> drain() {
    List<ModelShard> parts = harness.extractOutputValues();
    harness.getOutput().clear();
    return parts;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, TrainingExample, ModelShard>
      harness(int maxSites, int parallelism, int subtask, OperatorSubtaskState state)
          throws Exception {
    return harness(Desk.settings(maxSites), parallelism, subtask, state);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, TrainingExample, ModelShard>
      harness(SupportSettings settings, int parallelism, int subtask, OperatorSubtaskState state)
          throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new TrainerOperator(settings),
            TrainingExample::site,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    // Full snapshots: incremental ones need a checkpoint coordinator to resolve shared files.
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
