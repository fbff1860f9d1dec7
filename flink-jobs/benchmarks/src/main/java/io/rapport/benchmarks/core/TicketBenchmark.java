package io.rapport.benchmarks.core;

import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.text.Features;
import io.rapport.core.text.NgramEncoder;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

/** Measures the cost of a ticket's text before any model sees it: that of its hashed n-grams. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TicketBenchmark {

  private static final int TEXTS = 256;
  private static final List<String> WORDS =
      List.of(
          "parcel",
          "refund",
          "arrived",
          "broken",
          "please",
          "the",
          "my",
          "order",
          "password",
          "cancel",
          "invoice",
          "where",
          "delivery",
          "charged",
          "twice",
          "is");

  @Param({"12", "100"})
  int words;

  private final String[] texts = new String[TEXTS];
  private NgramEncoder encoder;
  private int next;

  /** Texts of so many words. */
  @Setup
  public void write() {
    encoder = new NgramEncoder(SupportSettings.DEFAULT.encoder());
    Random random = new Random(1);
    for (int i = 0; i < TEXTS; i++) {
      texts[i] =
          random.ints(words, 0, WORDS.size()).mapToObj(WORDS::get).collect(Collectors.joining(" "));
    }
  }

  /** Encodes one text. */
  @Benchmark
  public Features encode() {
    next = (next + 1) % TEXTS;
    return encoder.encode(texts[next]);
  }
}
