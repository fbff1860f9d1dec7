package io.rapport.benchmarks.cleaning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.command.terminal.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Cleans recorded purchases with known dirt: {@code rapport evaluate cleaning}. */
@Command(
    name = "cleaning",
    description = {
      "Put known dirt into recorded purchases, clean them in the order of time with the shipped "
          + "rules, and compare. Printed for each kind of dirt are precision and recall of its "
          + "detection and the share of values restored, and for imputed values their error "
          + "beside that of running means and of the most frequent value.",
      "Precision is that of the rules that find a kind: the share of their alarms that are in "
          + "cells with dirt that they are to find.",
      "Example: evaluate cleaning --purchases online_retail.csv.gz"
    },
    mixinStandardHelpOptions = true)
public final class EvaluateCleaning implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--purchases",
      required = true,
      paramLabel = "CSV",
      description =
          "Invoices (InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,"
              + "Country), plain or gzipped, in the order of time.")
  private Path purchases;

  @Option(
      names = "--dirt",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "Share of the cells that get each kind of dirt. Default: ${DEFAULT-VALUE}.")
  private double dirt;

  @Option(
      names = "--warm-up",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description =
          "Share of the invoices, from the beginning, that are learned and not counted. Default: "
              + "${DEFAULT-VALUE}.")
  private double warmUp;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the dirt. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (!(dirt > 0 && dirt <= 0.1)) {
      throw new ParameterException(spec.commandLine(), "--dirt must be above 0 and at most 0.1.");
    }
    if (!(warmUp >= 0 && warmUp < 1)) {
      throw new ParameterException(spec.commandLine(), "--warm-up must be from 0 to below 1.");
    }
    List<Invoice> invoices = read();
    CleaningEvaluation evaluation = new CleaningEvaluation(new Injector(seed, dirt));
    try (Progress bar = Progress.of("cleaning", "invoices", invoices.size())) {
      evaluation.run(invoices, warmUp, bar::step);
    }
    print(evaluation);
    return 0;
  }

  private List<Invoice> read() throws IOException {
    try {
      return InvoiceFile.read(purchases);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void print(CleaningEvaluation evaluation) {
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("lines", evaluation.lines()).put("dirt", dirt).put("seed", seed);
    out.printf(Locale.ROOT, "%,d lines cleaned after the warm-up%n", evaluation.lines());
    detections(evaluation, out, object.putObject("detection"));
    out.println();
    imputations(evaluation, out, object.putObject("imputation"));
    if (json) {
      out.println(object);
    }
    out.flush();
  }

  private static void detections(
      CleaningEvaluation evaluation, PrintWriter out, ObjectNode object) {
    out.printf(
        "%-20s %8s %8s %10s %8s %9s%n",
        "dirt", "cells", "alarms", "precision", "recall", "restored");
    evaluation
        .detections()
        .forEach(
            (kind, found) -> {
              out.printf(
                  Locale.ROOT,
                  "%-20s %8d %8d %10.4f %8.4f %9.4f%n",
                  kind.label(),
                  found.count(),
                  found.alarms(),
                  evaluation.precision(kind),
                  found.recall(),
                  found.restored());
              object
                  .putObject(kind.label())
                  .put("cells", found.count())
                  .put("false_alarms", found.alarms())
                  .put("precision", evaluation.precision(kind))
                  .put("recall", found.recall())
                  .put("restored", found.restored());
            });
    out.println("alarms: of the same rules, in clean cells; mode: the most frequent value of all");
  }

  private static void imputations(
      CleaningEvaluation evaluation, PrintWriter out, ObjectNode object) {
    PriceImputation prices = evaluation.prices();
    out.printf(
        Locale.ROOT,
        "%-26s %8s %10s %14s %12s%n",
        "price",
        "missing",
        "imputed",
        "median error",
        "mean error");
    row(
        out,
        "median of the item",
        prices.count(),
        prices.coverage(),
        prices.ruleError(),
        prices.ruleMeanError());
    row(
        out,
        "running mean of the item",
        prices.count(),
        prices.coverage(),
        prices.itemMeanError(),
        prices.itemMeanMeanError());
    row(
        out,
        "running mean of all",
        prices.count(),
        prices.coverage(),
        prices.allMeanError(),
        prices.allMeanMeanError());
    object
        .putObject("price")
        .put("missing", prices.count())
        .put("coverage", prices.coverage())
        .put("median_error", prices.ruleError())
        .put("item_mean_median_error", prices.itemMeanError())
        .put("all_mean_median_error", prices.allMeanError())
        .put("mean_error", prices.ruleMeanError())
        .put("item_mean_mean_error", prices.itemMeanMeanError())
        .put("all_mean_mean_error", prices.allMeanMeanError());
    out.println();
    out.printf(
        "%-14s %8s %10s %14s %14s %12s %14s%n",
        "text",
        "missing",
        "imputed",
        "right of those",
        "mode of those",
        "right of all",
        "mode of all");
    text(out, "country", evaluation.countries(), object);
    text(out, "description", evaluation.descriptions(), object);
  }

  private static void row(
      PrintWriter out, String name, long missing, double coverage, double median, double mean) {
    out.printf(
        Locale.ROOT, "%-26s %8d %10.4f %14.4f %12.4f%n", name, missing, coverage, median, mean);
  }

  private static void text(PrintWriter out, String name, TextImputation of, ObjectNode object) {
    out.printf(
        Locale.ROOT,
        "%-14s %8d %10.4f %14.4f %14.4f %12.4f %14.4f%n",
        name,
        of.count(),
        of.coverage(),
        of.accuracy(),
        of.modeAccuracyOfImputed(),
        of.overall(),
        of.modeAccuracy());
    object
        .putObject(name)
        .put("missing", of.count())
        .put("coverage", of.coverage())
        .put("accuracy", of.accuracy())
        .put("global_mode_accuracy", of.modeAccuracyOfImputed())
        .put("right", of.overall())
        .put("global_mode_right", of.modeAccuracy());
  }
}
