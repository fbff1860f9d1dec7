package io.rapport.core.support.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.state.Repacked;
import io.rapport.core.support.answer.AnswerRecord;
import io.rapport.core.support.classifier.LabelIndex;
import io.rapport.core.support.classifier.ReplayReservoir;
import io.rapport.core.text.Features;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Checks the bounds, ties and packed forms of reservoir, queues, answers and labels. */
class BoundedTablesTest {

  private static final Features NOTHING = new Features(new int[0], new float[0]);

  @Property(tries = 100)
  void reservoirKeepsTheNewestAndOnePlaceATicket(
      @ForAll long seed, @ForAll @IntRange(max = 80) int examples) {
    ReplayReservoir reservoir = new ReplayReservoir(10, 1);
    Random random = new Random(seed);
    for (int i = 0; i < examples; i++) {
      long ticket = random.nextInt(30);
      reservoir.add(new ReplayReservoir.Slot(ticket, NOTHING, i, -1));
      Set<Long> tickets = new HashSet<>();
      boolean newest = false;
      for (int place = 0; place < reservoir.size(); place++) {
        assertThat(tickets.add(reservoir.slot(place).ticket())).isTrue();
        newest |= reservoir.slot(place).intent() == i;
      }
      assertThat(newest).isTrue();
      assertThat(reservoir.size()).isLessThanOrEqualTo(10);
    }
  }

  @Property(tries = 50)
  void reservoirGoesOnAfterARestore(@ForAll long seed) {
    Random random = new Random(seed);
    ReplayReservoir reservoir = new ReplayReservoir(5, 3);
    for (int i = 0; i < 12; i++) {
      reservoir.add(new ReplayReservoir.Slot(random.nextInt(9), NOTHING, i, i % 4));
      reservoir.draw();
    }
    ReplayReservoir copy = new ReplayReservoir(5, 3);
    for (int place = 0; place < reservoir.size(); place++) {
      copy.restore(place, Repacked.of(ReplayReservoir.Slot.format(), reservoir.slot(place)));
    }
    copy.restoreDraws(reservoir.draws());
    for (int i = 20; i < 40; i++) {
      ReplayReservoir.Slot next = new ReplayReservoir.Slot(random.nextInt(9), NOTHING, i, -1);
      reservoir.add(next);
      copy.add(next);
      assertThat(copy.draw().intent()).isEqualTo(reservoir.draw().intent());
    }
  }

  @Test
  void reservoirFadesEvenly() {
    ReplayReservoir reservoir = new ReplayReservoir(100, 1);
    for (int i = 0; i < 1000; i++) {
      reservoir.add(new ReplayReservoir.Slot(i, NOTHING, i, -1));
    }
    long young = 0;
    for (int place = 0; place < 100; place++) {
      young += reservoir.slot(place).intent() >= 900 ? 1 : 0;
    }
    // In expectation 1 - 1/e of the places hold one of the last hundred.
    assertThat(young).isBetween(50L, 77L);
  }

  @Test
  void queueFollowsTheDesk() {
    QueueTable queues = new QueueTable();
    assertThat(queues.queue(0)).isNull();
    queues.add(2, "billing");
    assertThat(queues.queue(0)).isNull();
    assertThat(queues.queue(2)).isEqualTo("billing");
    for (int i = 0; i < 200; i++) {
      queues.add(2, "billing");
    }
    int until = 0;
    while (!"finance".equals(queues.queue(2))) {
      queues.add(2, "finance");
      until++;
    }
    assertThat(until).isLessThan(60);
  }

  @Test
  void queuesAreBoundedAndSurviveTheirBytes() {
    QueueTable queues = new QueueTable();
    for (int i = 0; i < 100; i++) {
      queues.add(1, "queue" + i);
      queues.add(1, "main");
    }
    PackedWriter out = PackedWriter.versioned(1);
    queues.write(out);
    assertThat(out.toBytes().length).isLessThan(500);
    QueueTable copy = QueueTable.read(PackedReader.open(out.toBytes(), 1, "bounded tables"));
    assertThat(copy.queue(1)).isEqualTo("main");
    assertThat(copy.queue(0)).isNull();
  }

  @Test
  void answersAreSmoothedAndBounded() {
    AnswerRecord answers = new AnswerRecord(2);
    assertThat(answers.acceptance("a")).isEqualTo(0.5);
    answers.add("a", true);
    answers.add("b", false);
    assertThat(answers.acceptance("a")).isEqualTo(0.6);
    assertThat(answers.acceptance("b")).isEqualTo(0.4);
    answers.add("a", true);
    answers.add("c", true);
    assertThat(answers.answers()).containsExactly("a", "c");
    AnswerRecord copy = Repacked.of(AnswerRecord.format(2), answers);
    assertThat(copy.answers()).containsExactly("a", "c");
    assertThat(copy.acceptance("a")).isEqualTo(answers.acceptance("a"));
  }

  @Test
  void labelsAreNumberedInOrderUpToABound() {
    LabelIndex labels = new LabelIndex(2, 7);
    assertThat(labels.add("a")).isZero();
    assertThat(labels.add("b")).isOne();
    assertThat(labels.add("a")).isZero();
    assertThat(labels.add("c")).isEqualTo(LabelIndex.NONE);
    assertThat(labels.find("c")).isEqualTo(LabelIndex.NONE);
    PackedWriter out = PackedWriter.versioned(1);
    labels.write(out);
    LabelIndex copy = LabelIndex.read(PackedReader.open(out.toBytes(), 1, "bounded tables"), 2, 7);
    assertThat(copy.fingerprint(2)).isEqualTo(labels.fingerprint(2));
    assertThat(copy.name(1)).isEqualTo("b");
  }

  @Test
  void labelsInAnotherOrderHaveAnotherFingerprint() {
    List<Long> fingerprints = new ArrayList<>();
    for (List<String> order : List.of(List.of("a", "b"), List.of("b", "a"), List.of("a", "c"))) {
      LabelIndex labels = new LabelIndex(5, 7);
      order.forEach(labels::add);
      fingerprints.add(labels.fingerprint(2));
    }
    assertThat(fingerprints).doesNotHaveDuplicates();
  }
}
