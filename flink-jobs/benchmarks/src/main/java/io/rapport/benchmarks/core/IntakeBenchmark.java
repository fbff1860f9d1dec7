package io.rapport.benchmarks.core;

import io.rapport.avro.Click;
import io.rapport.avro.Purchase;
import io.rapport.benchmarks.stack.SyntheticClicks.Shape;
import io.rapport.benchmarks.stack.SyntheticShop;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.CleaningRules;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.jobs.intake.ClickMapping;
import io.rapport.jobs.intake.PurchaseMapping;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the cost of mapping and cleaning an event by the shipped rules, after it was decoded and
 * before any job sees it. Most events are clean.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class IntakeBenchmark {

  private static final int PREPARED = 1 << 12;
  private static final int LINES = 3;
  private static final long START = 1_764_000_000_000L;

  /** More items than the statistics of the rules have segments for (5,000), and fewer. */
  @Param({"2000", "100000"})
  int items;

  private final Click[] clicks = new Click[PREPARED];
  private final Purchase[] orders = new Purchase[PREPARED];
  private Cleaning cleaning;
  private int next;
  private long now;

  /** A task that has seen each of the prepared events once. */
  @Setup
  public void learn() throws RejectedEventException {
    cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    prepare();
    for (int i = 0; i < PREPARED; i++) {
      click();
    }
    for (int i = 0; i < PREPARED; i++) {
      orderOfThreeLines();
    }
  }

  private void prepare() {
    SyntheticShop shop = new SyntheticShop(new Shape(items, 2_000, 1), 20_000);
    int clicked = 0;
    int ordered = 0;
    for (now = START; clicked < PREPARED || ordered < PREPARED; now++) {
      var event = shop.next("e" + now, now);
      if (event instanceof Click click && clicked < PREPARED) {
        clicks[clicked++] = click;
      } else if (event instanceof Purchase order
          && order.getLines().size() == LINES
          && ordered < PREPARED) {
        orders[ordered++] = order;
      }
    }
  }

  /** Maps and cleans one click. */
  @Benchmark
  public ClickEvent click() throws RejectedEventException {
    next = (next + 1) % PREPARED;
    return ClickMapping.toDomain(clicks[next], now, cleaning);
  }

  /** Maps and cleans one order. */
  @Benchmark
  public PurchaseEvent orderOfThreeLines() throws RejectedEventException {
    next = (next + 1) % PREPARED;
    return PurchaseMapping.toDomain(orders[next], now, cleaning);
  }
}
