package io.rapport.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.CacheSettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares expiry by timers with a plain map of expiries. */
class ExpiringStateTest {

  private static final int KEYS = 20;
  private static final long TICK = 100; // of the function's own timers

  /** Functions run with and without caches, and with and without timers of their own. */
  private enum Kind {
    PLAIN,
    CACHED,
    PLAIN_TICKING,
    CACHED_TICKING;

    boolean cached() {
      return this == CACHED || this == CACHED_TICKING;
    }

    boolean ticking() {
      return this == PLAIN_TICKING || this == CACHED_TICKING;
    }
  }

  /** A value with a given expiry. */
  private static final class Ending implements Expiring {

    private long end;
    private long newest = Long.MAX_VALUE;
    private Lease lease;

    Ending(Lease lease) {
      this.lease = lease;
    }

    @Override
    public long expiry() {
      return end;
    }

    @Override
    public long newest() {
      return newest;
    }

    @Override
    public boolean isEmpty() {
      return end == 0;
    }

    @Override
    public Lease lease() {
      return lease;
    }

    static PackedFormat<Ending> format(boolean leased) {
      return new PackedFormat<>(
          "An end",
          1,
          () -> new Ending(leased ? new Lease() : null),
          Ending::write,
          in -> read(in, leased));
    }

    private void write(PackedWriter out) {
      out.writeLong(end);
      out.writeLong(newest);
      if (lease != null) {
        lease.write(out);
      }
    }

    private static Ending read(PackedReader in, boolean leased) {
      long end = in.readLong();
      long newest = in.readLong();
      Ending read = new Ending(leased ? Lease.read(in) : null);
      read.end = end;
      read.newest = newest;
      return read;
    }
  }

  /** A change of a key: its new expiry, or 0 to empty it. */
  private record Event(String key, long end, long newest) {

    Event(String key, long end) {
      this(key, end, Long.MAX_VALUE); // expires then and not later
    }

    /** The change by an event whose value is kept for 500. */
    static Event of(String key, long time) {
      return new Event(key, time + 500, time);
    }
  }

  /** Emits the keys that have expired, with the time. */
  private static final class Function extends StatefulFunction<Event, String> {

    private final boolean ticking;
    private transient ExpiringState<Ending> ends;

    Function(boolean ticking) {
      super("test");
      this.ticking = ticking;
    }

    @Override
    public StateNote note() {
      return StateNote.per("key", "value", "one value").unlimited();
    }

    @Override
    protected void open(KeyedStates states) {
      ends = states.expiring("ends", Ending.format(ticking));
    }

    @Override
    public void processElement(Event event, Context context, Collector<String> out)
        throws Exception {
      Ending ending = ends.readOrCreate();
      ending.end = event.end();
      ending.newest = event.newest();
      ends.write(ending, context.timerService());
      if (ticking) {
        long now = Math.max(0, context.timerService().currentWatermark());
        context.timerService().registerEventTimeTimer((now / TICK + 1) * TICK);
      }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
      Ending ending = ends.read();
      if (ends.ended(ending, time, context.timerService())) {
        assertThat(ending.expiry()).isLessThanOrEqualTo(ends.local(time));
        ends.clear();
        out.collect(context.getCurrentKey() + "@" + time);
      } else if (ending != null) {
        ends.write(ending, context.timerService()); // which is no event
      }
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Event, String> open(
      Kind kind, OperatorSubtaskState snapshot) throws Exception {
    Function function = new Function(kind.ticking());
    return Harnesses.keyed(
        kind.cached()
            ? new CachedProcessOperator<>(
                function, CacheSettings.DEFAULT.with(c -> c.bytes(1_000).unwrittenBytes(500)))
            : new KeyedProcessOperator<>(function),
        Event::key,
        Part.of(snapshot));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void keysEndWhenTheirValuesSay(Kind kind) throws Exception {
    Random random = new Random(7);
    Map<String, Long> ends = new TreeMap<>();
    List<String> expected = new ArrayList<>();
    List<String> emitted = new ArrayList<>();
    OperatorSubtaskState snapshot = null;
    long now = 0;
    for (int run = 0; run < 10; run++) {
      try (var harness = open(kind, snapshot)) {
        harness.processWatermark(now);
        for (int i = 0; i < 100; i++) {
          String key = "k" + random.nextInt(KEYS);
          boolean nothing = random.nextInt(10) == 0;
          long end = nothing ? 0 : now + 1 + random.nextInt(500);
          harness.processElement(new Event(key, end), now);
          ends.put(key, end);
          long next = now + random.nextInt(40);
          ends.entrySet().stream()
              .filter(entry -> entry.getValue() > 0 && entry.getValue() <= next)
              .sorted(Map.Entry.comparingByValue())
              .forEach(entry -> expected.add(entry.getKey() + "@" + entry.getValue()));
          ends.values().removeIf(value -> value == 0 || value <= next);
          now = next;
          harness.processWatermark(now);
          assertThat(harness.numKeyedStateEntries()).isLessThanOrEqualTo(ends.size());
        }
        emitted.addAll(harness.extractOutputValues());
        snapshot = harness.snapshot(1 + run, 1);
      }
    }
    assertThat(emitted).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(100);
    try (var harness = open(kind, snapshot)) {
      harness.processWatermark(now + 1_000);
      assertThat(harness.extractOutputValues()).hasSameSizeAs(ends.keySet());
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aKeyThatGoesOnHasOneTimerOfItsState(Kind kind) throws Exception {
    try (var harness = open(kind, null)) {
      for (long now = 0; now < 100_000; now += 70) {
        harness.processElement(new Event("k", now + 10 * TICK), now);
        harness.processWatermark(now);
        assertThat(harness.numEventTimeTimers()).isLessThanOrEqualTo(kind.ticking() ? 2 : 1);
      }
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anOldEventIsKeptAsLongAsANewOne(Kind kind) throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(kind, null)) {
      harness.processWatermark(10_000);
      harness.processElement(Event.of("old", 0), 0);
      harness.processElement(Event.of("new", 10_050), 10_050);
      harness.processElement(Event.of("both", 10_050), 10_050);
      harness.processWatermark(10_100);
      harness.processElement(Event.of("both", 10_050), 10_100); // with an old event more
      harness.processWatermark(10_300);
      assertThat(harness.extractOutputValues()).isEmpty();
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(kind, snapshot)) {
      for (long now = 10_300; now <= 10_600; now += 10) {
        harness.processWatermark(now);
      }
      assertThat(harness.extractOutputValues())
          .containsExactly("old@10500", "new@10550", "both@10600");
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  /** As in a restart within a backfill: the stream has no watermark for some time. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void anOldEventBeforeTheFirstWatermarkAfterARestoreEndsNothing(Kind kind) throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(kind, null)) {
      harness.processWatermark(10_000);
      harness.processElement(Event.of("old", 0), 0);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(kind, snapshot)) {
      harness.processElement(Event.of("old", 0), 0);
      harness.processWatermark(10_100);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(10_500);
      assertThat(harness.extractOutputValues()).containsExactly("old@10500");
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CACHED", "CACHED_TICKING"})
  void anOldEventOfANewKeyBeforeTheFirstWatermarkIsKeptAsLongAsANewOne(Kind kind) throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(kind, null)) {
      harness.processWatermark(10_000);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(kind, snapshot)) {
      harness.processElement(Event.of("old", 0), 0);
      harness.processWatermark(10_499);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(10_500);
      assertThat(harness.extractOutputValues()).containsExactly("old@10500");
    }
  }

  @Test
  void anEarlierEndNeedsAFurtherTimer() throws Exception {
    try (var harness = open(Kind.PLAIN, null)) {
      harness.processElement(new Event("k", 500), 0);
      harness.processElement(new Event("k", 100), 0);
      assertThat(harness.numEventTimeTimers()).isEqualTo(2);
      harness.processWatermark(100);
      assertThat(harness.extractOutputValues()).containsExactly("k@100");
      harness.processWatermark(500);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void aValueWithoutEndHasNoTimer() throws Exception {
    try (var harness = open(Kind.PLAIN_TICKING, null)) {
      harness.processElement(new Event("k", Long.MAX_VALUE), 0);
      harness.processWatermark(Long.MAX_VALUE - 1);
      assertThat(harness.numEventTimeTimers()).isZero();
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }
  }
}
