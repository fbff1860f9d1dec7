package io.rapport.cli.importing;

import io.rapport.avro.Click;
import io.rapport.command.connection.KafkaConnectionOptions;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import io.rapport.connectors.sources.Sources;
import io.rapport.connectors.sources.mapping.MappedAdapter;
import io.rapport.connectors.sources.mapping.Mapping;
import io.rapport.connectors.sources.mapping.MappingException;
import io.rapport.connectors.sources.mapping.MappingGuess;
import io.rapport.connectors.sources.mapping.MappingParser;
import io.rapport.connectors.sources.shop.ShopifySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends records of other systems: {@code rapport import}. */
@Command(
    name = "import",
    description = {
      "Send a file of another system's records: a CRM's, a mailing list's, or events as a shop"
          + " already sends them.",
      "The file is separated values under a header, or a JSON object a line, gzipped or plain. Its"
          + " encoding, separator and columns are found out and shown before anything is sent."
          + " connectors/SOURCES.md describes mappings."
    })
public final class ImportCommand implements Callable<Integer> {

  /** The names of the adapters, for the help text. */
  static final class FormatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return sources().names().iterator();
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "File to read. None with --topic.")
  private Path file;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description =
          "Topic of JSON to read in place of a file, from where the last import of it ended to its"
              + " present end.")
  private String topic;

  @Option(names = "--follow", description = "With --topic: wait for more, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "Mapping of columns to fields, in YAML. Without it, columns of people are guessed from"
              + " their names.")
  private Path mappingFile;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      completionCandidates = FormatNames.class,
      description = "Lines of JSON in a format that is known: ${COMPLETION-CANDIDATES}.")
  private String format;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description =
          "Name of the system, where columns are guessed. Default: the file's name without its"
              + " endings.")
  private String source;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Site that the events belong to. Default: ${DEFAULT-VALUE}.")
  private String site;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Encoding of the file, such as ISO-8859-2. Default: found out.")
  private Charset encoding;

  @Option(
      names = "--separator",
      paramLabel = "C",
      description = "Separator of values, or tab. Default: found out.")
  private String separator;

  @Option(names = "--limit", paramLabel = "N", description = "Most records to read.")
  private Long limit;

  @Option(
      names = "--refused",
      paramLabel = "FILE",
      description =
          "File for refused records, with line and reason. Default: they go to the dead letters.")
  private Path refusedFile;

  @Option(
      names = "--write-mapping",
      paramLabel = "FILE",
      description = "Write the guessed mapping to a new file, to be changed; send nothing.")
  private Path writeMapping;

  @Option(names = "--dry-run", description = "Show the file and what becomes of it; send nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Send without asking. Only a terminal is asked.")
  private boolean yes;

  @Mixin private KafkaConnectionOptions connection;

  @Override
  public Integer call() throws IOException {
    check();
    return topic == null ? file() : topic();
  }

  private int file() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    FileShape shape = FileShape.of(file, encoding(), separator());
    Mapping mapping = format == null ? mapping(shape) : null;
    if (writeMapping != null) {
      Files.writeString(writeMapping, mapping.toYaml());
      out.printf("The mapping is in %s: change it, then name it by --mapping.%n", writeMapping);
      out.flush();
      return 0;
    }
    KafkaSettings kafka = dryRun ? null : connection.kafka();
    String from = mappingFile == null ? "guessed from the columns' names" : mappingFile.toString();
    ImportPlan plan = plan(file.getFileName().toString(), shape.isJson(), mapping);
    if (mapping == null) {
      out.printf("File     %s: %s%nFormat   %s%n", file.getFileName(), shape, format);
    } else {
      ImportPreview.columns(out, file, shape, mapping, from);
    }
    FileImport files = new FileImport(file, shape, plan, out);
    ImportAccount survey = files.survey();
    if (dryRun) {
      return ImportReport.print(out, survey, "sound") ? 0 : 1;
    }
    if (!yes && !FileImport.agreed(survey)) {
      out.println("Nothing was sent.");
      return 0;
    }
    return files.send(survey, kafka, refusedFile) ? 0 : 1;
  }

  private int topic() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ImportPlan plan = plan(topic, true, format == null ? mapping(null) : null);
    KafkaSettings kafka = connection.kafka();
    try (WireProducer producer = new WireProducer(kafka);
        RefusedFile refused = refusedFile == null ? null : new RefusedFile(refusedFile)) {
      ImportAccount account = new TopicImport(plan, kafka, follow).run(producer, refused);
      boolean balanced = ImportReport.print(out, account, "sent");
      return ImportReport.print(out, producer) && balanced ? 0 : 1;
    }
  }

  private void check() {
    require((file == null) != (topic == null), "Say a FILE or a --topic.");
    require(
        file == null || (Files.isRegularFile(file) && Files.isReadable(file)),
        "There is no readable file " + file + ".");
    require(
        topic == null || mappingFile != null || format != null,
        "--topic needs a --mapping or a --format: its columns are not guessed.");
    require(
        topic == null || (!dryRun && writeMapping == null),
        "--topic sends: --dry-run and --write-mapping are for a file of its records.");
    require(topic != null || !follow, "--follow goes with --topic.");
    require(
        format == null || (mappingFile == null && writeMapping == null),
        "--format needs no mapping: say one of them.");
    require(
        format == null || sources().named(format).isPresent(),
        "There is no format '%s'. There are: %s."
            .formatted(format, String.join(", ", sources().names())));
    require(limit == null || limit > 0, "--limit must be above 0.");
    require(separator == null || separator() != null, "--separator is one character, or tab.");
    require(
        writeMapping == null || !Files.exists(writeMapping),
        "There is already a file " + writeMapping + ".");
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw misuse(message);
    }
  }

  private Encoding encoding() throws IOException {
    Encoding found = Encoding.of(file);
    return encoding == null ? found : new Encoding(encoding, found.marked());
  }

  private Character separator() {
    if (separator == null) {
      return null;
    }
    if (separator.equals("tab") || separator.equals("\\t")) {
      return '\t';
    }
    return separator.length() == 1 ? (Character) separator.charAt(0) : null;
  }

  private static Sources sources() {
    return new Sources(ShopifySettings.DEFAULT, Set.of());
  }

  /** The mapping of the file named, or a guess. */
  private Mapping mapping(FileShape shape) throws IOException {
    try {
      return mappingFile == null
          ? MappingGuess.of(sourceName(), shape.columns(), shape.changes())
          : MappingParser.parse(Files.readString(mappingFile));
    } catch (MappingException e) {
      throw misuse((mappingFile == null ? file : mappingFile) + ": " + e.getMessage());
    }
  }

  /**
   * @param mapping null for a format
   */
  private ImportPlan plan(String name, boolean json, Mapping mapping) throws IOException {
    try {
      return new ImportPlan(
          name,
          json,
          mapping == null ? sources().named(format).orElseThrow() : new MappedAdapter(mapping),
          mapping == null ? Click.class : mapping.contract(),
          mapping != null && mapping.hasLines(),
          site,
          topic == null ? Files.getLastModifiedTime(file).toInstant() : Instant.now(),
          limit == null ? Long.MAX_VALUE : limit);
    } catch (MappingException e) {
      throw misuse(mappingFile + ": " + e.getMessage());
    }
  }

  private String sourceName() {
    if (source != null) {
      return source;
    }
    String name = file.getFileName().toString().replaceFirst("\\..*", "");
    String simple = name.replaceAll("[^A-Za-z0-9_-]+", "-").toLowerCase(Locale.ROOT);
    return simple.isBlank() ? "file" : simple;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
