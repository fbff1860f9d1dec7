package io.rapport.cli.operations;

import io.rapport.avro.DeadLetter;
import io.rapport.command.connection.KafkaConnectionOptions;
import io.rapport.command.terminal.TextTable;
import io.rapport.connectors.kafka.DeadLetterFilter;
import io.rapport.connectors.kafka.DeadLetterReader;
import io.rapport.connectors.kafka.DeadLetterReplay;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists dead letters or sends them again: {@code rapport dead-letters}. */
@Command(
    name = "dead-letters",
    description = "List the records that could not be used, or send them to their topics again.")
public final class DeadLettersCommand implements Runnable {
  private static final int DETAIL_WIDTH = 80;

  @Spec private CommandSpec spec;

  /** The options that choose dead letters. */
  static final class FilterOptions {
    @Option(
        names = "--topic",
        paramLabel = "TOPIC",
        description = "Only records that came from this topic.")
    private String topic;

    @Option(
        names = "--stage",
        paramLabel = "STAGE",
        description = "Only records refused at this stage, such as decode or clean.")
    private String stage;

    @Option(
        names = "--reason",
        paramLabel = "CODE",
        description = "Only records refused for this reason code.")
    private String reason;

    DeadLetterFilter filter() {
      return new DeadLetterFilter(topic, stage, reason);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say list or replay.");
  }

  @Command(name = "list", description = "Show the newest dead letters, oldest first.")
  int list(
      @Mixin KafkaConnectionOptions connection,
      @Mixin FilterOptions filter,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "Most dead letters to show. Default: ${DEFAULT-VALUE}.")
          int limit) {
    DeadLetterReader.Listing found =
        new DeadLetterReader(connection.kafka()).list(filter.filter(), limit);
    TextTable table = new TextTable("TIME", "ORIGIN", "STAGE", "REASON", "DETAIL");
    for (DeadLetter letter : found.newest()) {
      table.row(
          letter.getEventTime(),
          letter.getOrigin(),
          letter.getStage(),
          letter.getReason(),
          oneLine(letter.getDetail()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!table.isEmpty()) {
      out.print(table);
    }
    out.printf(
        "%,d shown of %,d that match; %,d dead letters in all%n",
        found.newest().size(), found.matched(), found.read());
    if (found.unreadable() > 0) {
      out.printf("%,d records of the topic are no dead letters%n", found.unreadable());
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "replay",
      description = "Send dead letters to the topics they came from, byte for byte.")
  int replay(@Mixin KafkaConnectionOptions connection, @Mixin FilterOptions filter) {
    DeadLetterReplay.Summary done =
        new DeadLetterReplay(connection.kafka()).replay(filter.filter());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%,d replayed of %,d that match; %,d dead letters in all%n",
        done.replayed(), done.matched(), done.read());
    if (done.skipped() > 0) {
      out.printf("%,d skipped: they are lines of files, which no topic holds%n", done.skipped());
    }
    out.flush();
    return 0;
  }

  private static String oneLine(CharSequence detail) {
    String text = detail == null ? "" : detail.toString().replaceAll("\\s+", " ");
    return text.length() <= DETAIL_WIDTH ? text : text.substring(0, DETAIL_WIDTH - 1) + "…";
  }
}
