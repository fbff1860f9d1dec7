package io.rapport.benchmarks.tickets;

import io.rapport.command.terminal.JsonLine;
import io.rapport.command.terminal.Progress;
import io.rapport.core.support.settings.SupportSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the ticket classifier after one pass of learning: {@code rapport evaluate tickets}. */
@Command(
    name = "tickets",
    description = {
      "Learn labelled tickets in one pass, each scored before it is learned, and test "
          + "the result.",
      "Example: evaluate tickets --train train.csv.gz --test test.csv.gz --text text --label category"
    },
    mixinStandardHelpOptions = true)
public final class EvaluateTickets implements Callable<Integer> {

  /** The order in which the train part is learned. */
  enum Order {
    shuffled,
    file
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--train",
      required = true,
      paramLabel = "CSV",
      description = "Tickets to learn: CSV with a heading line, plain or gzipped.")
  private Path train;

  @Option(
      names = "--test",
      required = true,
      paramLabel = "CSV",
      description = "Tickets to test with, in the same form.")
  private Path test;

  @Option(
      names = "--text",
      required = true,
      split = ",",
      paramLabel = "COLUMN",
      description = "Column of the text; the texts of several (subject,body) are joined.")
  private List<String> text;

  @Option(
      names = "--label",
      required = true,
      paramLabel = "COLUMN",
      description = "Column of the label.")
  private String label;

  @Option(
      names = "--order",
      defaultValue = "shuffled",
      description = "Order of learning: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Order order;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the shuffle. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object on the last line.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<LabelledText> learned = read(train);
    List<LabelledText> tested = read(test);
    if (order == Order.shuffled) {
      Collections.shuffle(learned, new Random(seed));
    }
    TicketQuality quality;
    try (Progress bar = Progress.of("learn and test", "tickets", learned.size() + tested.size())) {
      quality = new TicketEvaluation(SupportSettings.DEFAULT, bar::step).run(learned, tested);
    }
    print(quality);
    return 0;
  }

  private List<LabelledText> read(Path file) throws IOException {
    List<LabelledText> texts;
    try {
      texts = LabelledText.read(file, text, label);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (texts.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), file + " has no row with both a text and a label.");
    }
    return texts;
  }

  private void print(TicketQuality quality) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%,d tickets learned in one pass, %,d tested, %,d labels%n",
        quality.learned(), quality.tested(), quality.labels());
    out.printf("accuracy               %.4f%n", quality.accuracy());
    out.printf("macro F1               %.4f%n", quality.macroF1());
    out.printf("prequential accuracy   %.4f%n", quality.prequentialAccuracy());
    out.printf("calibration error      %.4f%n", quality.ece());
    out.printf("answered               %.1f%% of the test", 100 * quality.coverage());
    out.println(
        quality.accuracyAnswered() == null
            ? ", it always abstained"
            : ", accuracy there %.4f".formatted(quality.accuracyAnswered()));
    out.printf("tickets per second     %,.0f on one core%n", quality.ticketsPerSecond());
    if (json) {
      out.println(JsonLine.of(quality));
    }
    out.flush();
  }
}
