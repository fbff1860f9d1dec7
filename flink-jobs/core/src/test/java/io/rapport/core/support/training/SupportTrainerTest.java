package io.rapport.core.support.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.intake.Keys;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.classifier.Prediction;
import io.rapport.core.support.classifier.ReplayReservoir;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.testing.Tickets;
import io.rapport.core.text.Features;
import io.rapport.core.text.NgramEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SupportTrainerTest {

  private static final PackedFormat<SupportTrainer> FORMAT =
      SupportTrainer.format(Tickets.settings());

  private static final List<String> WORDS =
      List.of("parcel", "late", "refund", "money", "password", "login", "my", "the", "is");
  private static final List<String> INTENTS = List.of("delivery", "refund", "access");

  private final NgramEncoder encoder = new NgramEncoder(Tickets.settings().encoder());

  /** A snapshot store of a trainer's parts. */
  private static final class Store {
    private byte[] state;
    private byte[] answers;
    private final Map<Integer, byte[]> shards = new TreeMap<>();
    private final Map<Integer, byte[]> slots = new TreeMap<>();

    void save(SupportTrainer trainer) {
      state = FORMAT.pack(trainer);
      answers = trainer.takeAnswersUnsaved() ? trainer.answersState() : answers;
      each(trainer.takeUnsavedShards(), shard -> shards.put(shard, trainer.shardState(shard)));
      each(trainer.takeUnsavedSlots(), place -> slots.put(place, trainer.slotState(place)));
    }

    private static void each(BitSet changed, java.util.function.IntConsumer action) {
      changed.stream().forEach(action);
    }

    SupportTrainer load(SupportSettings settings) {
      SupportTrainer trainer = SupportTrainer.format(settings).unpackOrCreate(state);
      shards.forEach(trainer::restoreShard);
      slots.forEach(trainer::restoreSlot);
      if (answers != null) {
        trainer.restoreAnswers(answers);
      }
      return trainer;
    }
  }

  @Property(tries = 25)
  void aRestoredTrainerGoesOnAsIfNothingHadHappened(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int examples,
      @ForAll @IntRange(min = 1, max = 10) int snapshotEvery,
      @ForAll @IntRange(min = 1, max = 10) int publishEvery) {
    SupportTrainer uninterrupted = new SupportTrainer(Tickets.settings());
    SupportTrainer restored = new SupportTrainer(Tickets.settings());
    Store store = new Store();
    Random random = new Random(seed);
    for (int i = 1; i <= examples; i++) {
      TrainingExample example = random(i, random);
      assertThat(restored.learn(example)).isEqualTo(uninterrupted.learn(example));
      if (random.nextInt(4) == 0) {
        TrainingExample forgotten = forgotten(random.nextInt(12));
        restored.forget(forgotten);
        uninterrupted.forget(forgotten);
      }
      if (i % publishEvery == 0) {
        assertSame(restored.publish("s"), uninterrupted.publish("s"));
      }
      if (i % snapshotEvery == 0) {
        store.save(restored);
        restored = store.load(Tickets.settings());
      }
    }
    assertThat(FORMAT.pack(restored)).isEqualTo(FORMAT.pack(uninterrupted));
    assertSame(restored.publish("s"), uninterrupted.publish("s"));
  }

  @Property(tries = 25)
  void changedPartsMakeTheWholeModelInAnyOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int examples) {
    SupportTrainer trainer = new SupportTrainer(Tickets.settings());
    Random random = new Random(seed);
    Map<String, ModelShard> latest = new TreeMap<>();
    TriageModel follower = new TriageModel(Tickets.settings());
    for (int i = 0; i < examples; i++) {
      trainer.learn(random(i, random));
      if (random.nextInt(3) == 0 || i == examples - 1) {
        for (ModelShard part : trainer.publish("s")) {
          latest.put(part.part(), part);
          follower.accept(part);
        }
      }
    }
    List<ModelShard> shuffled = new ArrayList<>(latest.values());
    Collections.shuffle(shuffled, random);
    TriageModel late = new TriageModel(Tickets.settings());
    shuffled.forEach(late::accept);

    String text = text(random);
    Features features = encoder.encode(text);
    Prediction expected = follower.predict(features);
    assertThat(late.predict(features)).isEqualTo(expected);
    assertThat(late.priorities(features)).containsExactly(follower.priorities(features));
    IntentScore own = trainer.predict(text);
    assertThat(expected.intent()).isEqualTo(own == null ? null : own.intent());
    assertThat(expected.confidence()).isCloseTo(own == null ? 0 : own.probability(), within(1e-9));
  }

  @Test
  void aModelThatStartedAfreshIsNotMixedWithTheOld() {
    TriageModel model = new TriageModel(Tickets.settings());
    SupportTrainer old = new SupportTrainer(Tickets.settings());
    old.learn(Tickets.example(1, "parcel late", "delivery", null));
    old.learn(Tickets.example(2, "money back", "refund", null));
    List<ModelShard> outdated = old.publish("s");
    SupportTrainer fresh = new SupportTrainer(Tickets.settings());
    fresh.learn(Tickets.example(1, "money back", "refund", null));
    fresh.learn(Tickets.example(2, "parcel late", "delivery", null));
    List<ModelShard> current = fresh.publish("s");

    current.forEach(model::accept);
    // A shard of the old run that the new one has not yet overwritten, as a compacted topic keeps
    // it.
    outdated.stream().filter(part -> !part.part().equals(ModelShard.META)).forEach(model::accept);
    current.subList(0, 1).forEach(model::accept);
    Prediction unsure = model.predict(encoder.encode("money back"));
    assertThat(unsure.confidence()).isLessThan(0.7);

    current.forEach(model::accept);
    assertThat(model.predict(encoder.encode("money back")).intent()).isEqualTo("refund");
  }

  @Test
  void aNewIntentIsUrgentOnce() {
    SupportTrainer trainer = new SupportTrainer(Tickets.settings());
    assertThat(trainer.learn(Tickets.example(1, "parcel late", "delivery", null))).isTrue();
    assertThat(trainer.learn(Tickets.example(2, "parcel late", "delivery", null))).isFalse();
  }

  @Test
  void refusesIntentsBeyondItsBound() {
    SupportTrainer trainer = new SupportTrainer(Tickets.settings());
    for (int i = 0; i < 12; i++) {
      trainer.learn(Tickets.example(i, "word" + i, "intent" + i, null));
    }
    assertThat(trainer.labelCount()).isEqualTo(8);
    assertThat(trainer.refused()).isEqualTo(4);
    assertThat(trainer.learned()).isEqualTo(12);
  }

  @Test
  void publishesOnlyWhatChanged() {
    SupportTrainer trainer = new SupportTrainer(Tickets.settings());
    assertThat(trainer.publish("s")).isEmpty();
    trainer.learn(Tickets.example(1, "parcel", "delivery", "low"));
    assertThat(trainer.publish("s").get(0).part()).isEqualTo(ModelShard.META);
    assertThat(trainer.hasUnpublished()).isFalse();
    trainer.learn(TrainingExample.verdict("s", "s/1", "v1", 9, "a1", true));
    List<ModelShard> parts = trainer.publish("s");
    assertThat(parts).extracting(ModelShard::part).containsExactly(ModelShard.ANSWERS);
    assertThat(parts.get(0).version()).isEqualTo(2);
    assertThat(parts.get(0).shardId()).isEqualTo("s/answers");
    assertThat(parts.get(0).eventTime()).isEqualTo(9);
  }

  @Test
  void abstainsUntilItHasProvedItself() {
    SupportTrainer trainer = new SupportTrainer(Tickets.settings());
    trainer.learn(Tickets.example(0, "parcel late", "delivery", null));
    trainer.learn(Tickets.example(1, "money back", "refund", null));
    assertThat(trainer.threshold()).isGreaterThan(1);
    for (int i = 2; i < 40; i += 2) {
      trainer.learn(Tickets.example(i, "parcel late", "delivery", null));
      trainer.learn(Tickets.example(i + 1, "money back", "refund", null));
    }
    assertThat(trainer.threshold()).isLessThan(1);
    assertThat(trainer.recentAccuracy()).isGreaterThan(0.9);
    assertThat(trainer.recentCalibrationError()).isLessThan(0.5);
  }

  @Test
  void aForgottenTicketIsNotLearnedAgainAlsoAfterARestore() {
    SupportTrainer trainer = new SupportTrainer(Tickets.settings());
    for (int i = 0; i < 4; i++) {
      trainer.learn(Tickets.example(i, "word" + i, "delivery", "high"));
    }
    Store store = new Store();
    store.save(trainer);
    trainer.forget(forgotten(2));
    trainer.forget(forgotten(2));
    trainer.forget(forgotten(99));
    store.save(trainer);
    assertThat(store.slots.values().stream().map(ReplayReservoir.Slot.format()::unpack))
        .extracting(slot -> slot.features().size() > 0)
        .containsExactly(true, true, false, true);
    SupportTrainer restored = store.load(Tickets.settings());
    for (int i = 4; i < 30; i++) {
      assertThat(restored.learn(Tickets.example(i, "word" + i, "delivery", "high"))).isFalse();
      trainer.learn(Tickets.example(i, "word" + i, "delivery", "high"));
    }
    assertThat(FORMAT.pack(restored)).isEqualTo(FORMAT.pack(trainer));
  }

  private static TrainingExample forgotten(int number) {
    String ticketKey = Tickets.example(number, "", "", null).ticketKey();
    return TrainingExample.forgotten(
        new TicketErased("r", Keys.site(ticketKey), Keys.id(ticketKey), 1));
  }

  @Test
  void refusesAStateLearnedWithOtherFeatures() {
    SupportTrainer trainer = new SupportTrainer(Tickets.settings());
    trainer.learn(Tickets.example(1, "parcel", "delivery", null));
    byte[] state = FORMAT.pack(trainer);
    assertThatThrownBy(() -> SupportTrainer.format(SupportSettings.DEFAULT).unpack(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set them back");
  }

  private static TrainingExample random(int number, Random random) {
    if (random.nextInt(5) == 0) {
      String answer = "a" + random.nextInt(6);
      return TrainingExample.verdict(
          "s", "s/1", "v" + number, number, answer, random.nextBoolean());
    }
    String intent = random.nextInt(8) == 0 ? null : INTENTS.get(random.nextInt(INTENTS.size()));
    String priority = random.nextBoolean() ? "high" : "low";
    return Tickets.example(number % 12, text(random), intent, priority);
  }

  private static String text(Random random) {
    return WORDS.get(random.nextInt(WORDS.size())) + " " + WORDS.get(random.nextInt(WORDS.size()));
  }

  private static void assertSame(List<ModelShard> left, List<ModelShard> right) {
    assertThat(left.stream().map(SupportTrainerTest::text).toList())
        .isEqualTo(right.stream().map(SupportTrainerTest::text).toList());
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
}
