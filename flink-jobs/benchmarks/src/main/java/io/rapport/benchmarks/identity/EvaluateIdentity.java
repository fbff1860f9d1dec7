package io.rapport.benchmarks.identity;

import io.rapport.command.terminal.JsonLine;
import io.rapport.command.terminal.Progress;
import io.rapport.core.identity.person.Role;
import io.rapport.core.identity.settings.IdentitySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the linkage of person records: {@code rapport evaluate identity}. */
@Command(
    name = "identity",
    description = {
      "Link recorded persons one at a time, without labels and with the same settings for every "
          + "file, and compare the customers found with the truth.",
      "Columns are told by their names (given_name, Surname, date-of-birth, …) unless --columns "
          + "names their roles. A column whose name says nothing is not compared.",
      "Example: evaluate identity --records dataset4a.csv.gz --records dataset4b.csv.gz --drop national-id"
    },
    mixinStandardHelpOptions = true)
public final class EvaluateIdentity implements Callable<Integer> {

  /** The order in which the records arrive. */
  enum Order {
    file,
    shuffled
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--records",
      required = true,
      paramLabel = "CSV",
      description =
          "Records of persons: CSV with a heading line, plain or gzipped. Several files are "
              + "linked together, one after the other.")
  private List<Path> records;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME=ROLE",
      description = {
        "Roles of columns: given-name, family-name, full-name, birth-date, street, number, "
            + "locality, postcode, region, e-mail, phone, national-id, device, gender, occupation, "
            + "other; 'ignore' for none. Columns not named here are told by their names."
      })
  private List<String> columns = List.of();

  @Option(
      names = "--drop",
      split = ",",
      paramLabel = "ROLE",
      description = "Roles that are not compared.")
  private List<String> drop = List.of();

  @Option(
      names = "--truth",
      paramLabel = "COLUMN",
      description =
          "Column of the true cluster; never compared. Default: the first there is of cluster, "
              + "entity, true_id, truth, person_id, rec_id and their like. Of a value such as "
              + "rec-17-org or rec-17-dup-0 (FEBRL) the number counts.")
  private String truth;

  @Option(
      names = "--order",
      defaultValue = "file",
      description = "Order of arrival: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
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
    List<PersonFile> files = read();
    List<LabelledPerson> persons = new ArrayList<>();
    files.forEach(file -> persons.addAll(file.persons()));
    if (persons.isEmpty()) {
      throw refused("The files have no records.", null);
    }
    if (order == Order.shuffled) {
      Collections.shuffle(persons, new Random(seed));
    }
    IdentityQuality quality;
    try (Progress bar = Progress.of("link", "records", persons.size())) {
      quality = new IdentityEvaluation(IdentitySettings.DEFAULT, bar::step).run(persons);
    }
    print(files, quality);
    return 0;
  }

  private List<PersonFile> read() throws IOException {
    try {
      Map<String, String> mapped = mapped();
      Set<Role> dropped = EnumSet.noneOf(Role.class);
      drop.forEach(label -> dropped.add(Role.of(label)));
      List<PersonFile> files = new ArrayList<>();
      for (Path file : records) {
        files.add(PersonFile.read(file, files.size() + 1, mapped, dropped, truth));
      }
      requireColumns(files, mapped.keySet());
      return files;
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage(), e);
    }
  }

  private Map<String, String> mapped() {
    Map<String, String> mapped = new HashMap<>();
    for (String pair : columns) {
      int at = pair.lastIndexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException(
            "--columns takes name=role, but '%s' has no role.".formatted(pair));
      }
      String role = pair.substring(at + 1).strip();
      mapped.put(
          PersonColumns.key(pair.substring(0, at)),
          role.equals(PersonColumns.IGNORED) ? role : Role.of(role).label());
    }
    return mapped;
  }

  private static void requireColumns(List<PersonFile> files, Set<String> wanted) {
    Set<String> present = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (PersonFile file : files) {
      names.addAll(file.columns().names());
      file.columns().names().forEach(name -> present.add(PersonColumns.key(name)));
    }
    for (String column : wanted) {
      if (!present.contains(column)) {
        throw new IllegalArgumentException(
            "There is no column '%s'. The columns are %s: name one with --columns."
                .formatted(column, String.join(", ", names)));
      }
    }
  }

  private ParameterException refused(String message, Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }

  private void print(List<PersonFile> files, IdentityQuality quality) {
    PrintWriter out = spec.commandLine().getOut();
    for (int i = 0; i < files.size(); i++) {
      out.printf("%s: %s%n", records.get(i).getFileName(), description(files.get(i).columns()));
    }
    out.printf(
        "%,d records, %,d customers, %,d true pairs%n",
        quality.records(), quality.customers(), quality.truePairs());
    out.printf("precision              %.4f%n", quality.precision());
    out.printf("recall                 %.4f%n", quality.recall());
    out.printf("F1                     %.4f%n", quality.f1());
    out.printf("to review              %,d records%n", quality.reviews());
    out.printf("comparisons a record   %.1f%n", quality.comparisonsPerRecord());
    out.printf(
        "records per second     %,.0f of one core's time, in %.1f s%n",
        quality.recordsPerSecond(), quality.seconds());
    if (json) {
      out.println(JsonLine.of(quality));
    }
    out.flush();
  }

  private static String description(PersonColumns columns) {
    List<String> compared = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < columns.names().size(); i++) {
      String name = columns.names().get(i);
      if (columns.roles().get(i).isPresent()) {
        compared.add(name + "=" + columns.roles().get(i).get().label());
      } else if (i != columns.truth()) {
        others.add(name);
      }
    }
    return "%s%s; truth %s"
        .formatted(
            String.join(", ", compared),
            others.isEmpty() ? "" : "; not compared " + String.join(", ", others),
            columns.names().get(columns.truth()));
  }
}
