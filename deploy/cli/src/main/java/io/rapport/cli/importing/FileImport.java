package io.rapport.cli.importing;

import io.rapport.command.terminal.Progress;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The import of one file: it is read to its end and shown, then sent.
 *
 * @param out for what people read
 */
record FileImport(Path file, FileShape shape, ImportPlan plan, PrintWriter out) {

  /** Reads the file, and prints its first events and refusals. */
  ImportAccount survey() throws IOException {
    ImportPreview preview = new ImportPreview();
    try (Progress bar = Progress.of("Reading " + plan.name(), "lines", Progress.UNKNOWN)) {
      ImportAccount account = ImportRun.of(file, shape, plan, new ProgressSink(preview, bar));
      preview.examples(out);
      return account;
    }
  }

  /** Asks on a terminal whether to send; without one the answer is yes. */
  // Rapport runs on Java 17, where a console that is not null is a terminal.
  @SuppressWarnings("SystemConsoleNull")
  static boolean agreed(ImportAccount survey) {
    Console console = System.console();
    if (console == null) {
      return true;
    }
    String answer =
        console.readLine(
            "%nSend %,d records, and leave out %,d that are refused? [y/N] ",
            survey.sent(), survey.allRefused());
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  /**
   * Sends the file.
   *
   * @param refused file of refused records; null for the dead letters
   * @return whether every record is accounted for, and every event confirmed
   */
  boolean send(ImportAccount survey, KafkaSettings kafka, Path refused) throws IOException {
    try (WireProducer producer = new WireProducer(kafka);
        RefusedFile aside = refused == null ? null : new RefusedFile(refused);
        Progress bar = Progress.of("Sending " + plan.name(), "lines", survey.lines())) {
      ImportSink sink = new ProducerSink(plan, producer, aside);
      ImportAccount account = ImportRun.of(file, shape, plan, new ProgressSink(sink, bar));
      producer.flush();
      boolean balanced = ImportReport.print(out, account, "sent");
      return ImportReport.print(out, producer) && balanced;
    }
  }
}
