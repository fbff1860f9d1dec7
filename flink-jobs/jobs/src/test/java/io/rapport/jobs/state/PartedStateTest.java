package io.rapport.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.state.Parted;
import io.rapport.core.state.PartedFormat;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartedStateTest {

  private KeyedOneInputStreamOperatorTestHarness<String, String, String> harness;

  @BeforeEach
  void open() throws Exception {
    start(Part.NONE);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void start(Part part) throws Exception {
    harness = open(part);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, String, String> open(Part part)
      throws Exception {
    return Harnesses.keyed(new CountFunction(), text -> text.split(":", 2)[0], part);
  }

  private String send(String key, int part) throws Exception {
    harness.processElement(key + ":" + part, 0);
    return harness.extractOutputValues().get(harness.extractOutputValues().size() - 1);
  }

  @Test
  void allPartsAreThereAfterARestart() throws Exception {
    send("a", 1);
    send("a", 2);
    send("b", 1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    send("a", 1); // after the barrier
    harness.close();
    start(Part.of(snapshot));
    assertThat(send("a", 2)).isEqualTo("a {1=1, 2=2}");
    assertThat(send("b", 1)).isEqualTo("b {1=2}");
  }

  @Test
  void aValueThatLeftTheHeapIsReadAgain() throws Exception {
    for (int round = 1; round <= 3; round++) {
      for (String key : new String[] {"a", "b", "c", "d"}) {
        assertThat(send(key, 7)).isEqualTo(key + " {7=" + round + "}");
      }
    }
  }

  @Test
  void manyChangesAreWrittenBeforeTheBarrier() throws Exception {
    for (int part = 0; part < 3_000; part++) {
      send("a", part);
    }
    assertThat(harness.numKeyedStateEntries()).isPositive();
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    start(Part.of(snapshot));
    assertThat(send("a", 2_999)).endsWith("2998=1, 2999=2}");
  }

  @Test
  void aRemovedPartAndAClearedValueStayAway() throws Exception {
    send("a", 1);
    send("a", 2);
    send("b", 1);
    harness.snapshot(1, 1);
    assertThat(send("a", -2)).isEqualTo("a {1=1}");
    send("b", Integer.MIN_VALUE);
    OperatorSubtaskState snapshot = harness.snapshot(2, 2);
    harness.close();
    start(Part.of(snapshot));
    assertThat(send("a", 3)).isEqualTo("a {1=1, 3=1}");
    assertThat(send("b", 3)).isEqualTo("b {3=1}");
  }

  @Test
  void valuesMoveWithTheirKeys() throws Exception {
    for (int i = 0; i < 12; i++) {
      send("k" + i, 1);
    }
    OperatorSubtaskState joined =
        Harnesses.splitAndJoined(harness.snapshot(1, 1), PartedStateTest::open);
    harness.close();
    start(Part.joined(joined));
    for (int i = 0; i < 12; i++) {
      assertThat(send("k" + i, 1)).isEqualTo("k" + i + " {1=2}");
    }
  }

  /** Counts by part. */
  private static final class Counts implements Parted {

    private final Map<Integer, Integer> counts = new TreeMap<>();
    private final TreeSet<Integer> changed = new TreeSet<>();

    static Counts read(Map<Integer, byte[]> parts) {
      Counts read = new Counts();
      parts.forEach((part, bytes) -> read.counts.put(part, new PackedReader(bytes).readInt()));
      return read;
    }

    void count(int part) {
      if (part < 0) {
        counts.remove(-part);
      } else {
        counts.merge(part, 1, Integer::sum);
      }
      changed.add(Math.abs(part));
    }

    @Override
    public int unwritten() {
      return changed.size();
    }

    @Override
    public void write(Parts parts) throws IOException {
      for (int part : changed) {
        if (counts.containsKey(part)) {
          PackedWriter out = new PackedWriter(4);
          out.writeInt(counts.get(part));
          parts.put(part, out.toBytes());
        } else {
          parts.remove(part);
        }
      }
      changed.clear();
    }
  }

  private static final class CountFunction extends StatefulFunction<String, String> {

    private transient PartedState<Counts> state;

    CountFunction() {
      super("test");
    }

    @Override
    public StateNote note() {
      return StateNote.per("key", "counts", "one a part").unlimited();
    }

    @Override
    protected void open(KeyedStates states) {
      state = states.parted("counts", new PartedFormat<>(Counts::new, Counts::read), 2);
    }

    @Override
    public void processElement(String text, Context context, Collector<String> out)
        throws IOException {
      int part = Integer.parseInt(text.substring(text.indexOf(':') + 1));
      if (part == Integer.MIN_VALUE) {
        state.clear();
        return;
      }
      Counts counts = state.readOrCreate();
      counts.count(part);
      state.changed(counts);
      out.collect(context.getCurrentKey() + " " + counts.counts);
    }
  }
}
