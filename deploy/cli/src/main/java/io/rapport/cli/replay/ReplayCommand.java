package io.rapport.cli.replay;

import io.rapport.command.connection.KafkaConnectionOptions;
import io.rapport.command.terminal.Progress;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Sends recorded files as live events: {@code rapport replay}. */
@Command(
    name = "replay",
    description = {
      "Send recorded files to the running system, gzipped or plain.",
      "Lines that cannot be used are counted and go to the dead letters; a second replay of a file"
          + " gives duplicates, which the system drops."
    },
    footerHeading = "%nHeaders:%n",
    footer = {
      "sessions: none; item ids separated by blanks, a session a line",
      "session-clicks: SessionId,ItemId,Time (commas, semicolons or tabs)",
      "behaviour: user_id,item_id,category_id,behavior,timestamp or timestamp,user_id,item_id,event",
      "online-retail: InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,"
          + "Country",
      "tickets: text[,label] or [subject,]body[,answer][,intent][,queue][,priority][,language]"
    })
public final class ReplayCommand implements Callable<Integer> {

  /** The treatment of the times in a file. */
  enum Times {
    NOW,
    ORIGINAL
  }

  /** The names of the formats, for the help text. */
  static final class FormatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Formats.names().iterator();
    }
  }

  /** A positive number or max. */
  static final class SpeedConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      if (text.toLowerCase(Locale.ROOT).equals("max")) {
        return Double.POSITIVE_INFINITY;
      }
      try {
        double speed = Double.parseDouble(text);
        if (speed > 0 && Double.isFinite(speed)) {
          return speed;
        }
      } catch (NumberFormatException e) {
        // Answered below, as a number that is not positive is.
      }
      throw new TypeConversionException("say max or a number above 0, not " + text);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FORMAT",
      completionCandidates = FormatNames.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String formatName;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files to read, in this order.")
  private List<Path> files;

  @Option(
      names = "--speed",
      paramLabel = "X|max",
      defaultValue = "max",
      converter = SpeedConverter.class,
      description =
          "Speed of sending: 1 as the events happened, 60 a minute of them in a second, "
              + "max without waiting. Default: ${DEFAULT-VALUE}.")
  private double speed;

  @Option(
      names = "--time",
      paramLabel = "now|original",
      defaultValue = "NOW",
      description =
          "Event times: now shifts those of each file so that the latest is now; original "
              + "leaves them, though the system may have expired what is that old. Default: "
              + "now.")
  private Times times;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Site that the events belong to. Default: ${DEFAULT-VALUE}.")
  private String site;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Most lines to read of each file, without its header.")
  private Long limit;

  @Option(names = "--dry-run", description = "Read and account for the lines; send nothing.")
  private boolean dryRun;

  @Mixin private KafkaConnectionOptions connection;

  @Override
  public Integer call() throws IOException {
    ReplayFormat format = check();
    KafkaSettings kafka = dryRun ? null : connection.kafka();
    List<Replay> replays = new ArrayList<>();
    Long now = times == Times.NOW ? (Long) System.currentTimeMillis() : null;
    long atMost = limit == null ? Long.MAX_VALUE : limit;
    for (Path file : files) {
      replays.add(new Replay(format, file, site, atMost, speed, now));
    }
    return dryRun ? read(replays) : send(replays, kafka);
  }

  private ReplayFormat check() {
    ReplayFormat format =
        Formats.named(formatName)
            .orElseThrow(
                () ->
                    misuse(
                        "There is no format '%s'. There are: %s."
                            .formatted(formatName, String.join(", ", Formats.names()))));
    if (times == Times.ORIGINAL && !format.timed()) {
      throw misuse("--time original: files of the format " + format.name() + " hold no times.");
    }
    if (limit != null && limit < 1) {
      throw misuse("--limit must be above 0.");
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw misuse("There is no readable file " + file + ".");
      }
    }
    return format;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int read(List<Replay> replays) throws IOException {
    ReplayReport report = new ReplayReport(spec.commandLine().getOut());
    for (Replay replay : replays) {
      long started = System.nanoTime();
      try (Progress bar = progress("Reading ", replay, Progress.UNKNOWN)) {
        report.add(replay.file(), replay.survey(bar::stepTo), since(started));
      }
    }
    return report.print() ? 0 : 1;
  }

  private int send(List<Replay> replays, KafkaSettings kafka) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ReplayReport report = new ReplayReport(out);
    try (WireProducer producer = new WireProducer(kafka)) {
      for (Replay replay : replays) {
        FileAccount survey;
        try (Progress bar = progress("Reading ", replay, Progress.UNKNOWN)) {
          survey = replay.survey(bar::stepTo);
        }
        long started = System.nanoTime();
        try (Progress bar = progress("Sending ", replay, survey.lines())) {
          report.add(replay.file(), replay.send(survey, producer, bar::stepTo), since(started));
        }
      }
      producer.flush();
      return report.print(producer) ? 0 : 1;
    }
  }

  private static Progress progress(String verb, Replay replay, long lines) {
    return Progress.of(verb + replay.file().getFileName(), "lines", lines);
  }

  private static Duration since(long startedNanos) {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }
}
