package io.rapport.benchmarks.identity;

import io.rapport.benchmarks.evaluation.CsvFile;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file of persons with a heading line and a column of the truth. */
record PersonFile(PersonColumns columns, List<LabelledPerson> persons) {

  /** The form of FEBRL's record ids, in which the number is the entity. */
  private static final Pattern FEBRL = Pattern.compile("rec-(\\d+)-(?:org|dup-\\d+)");

  /**
   * Reads a file.
   *
   * @param number of the file, for the ids of its records
   * @throws IllegalArgumentException if the file or a column is missing, saying what there is
   */
  static PersonFile read(
      Path file, int number, Map<String, String> mapped, Set<Role> dropped, String truth)
      throws IOException {
    try (CSVParser rows = CsvFile.open(file)) {
      PersonColumns columns = columns(file, rows, mapped, dropped, truth);
      List<LabelledPerson> persons = new ArrayList<>();
      for (CSVRecord row : rows) {
        persons.add(person(row, columns, number, persons.size()));
      }
      return new PersonFile(columns, persons);
    }
  }

  private static PersonColumns columns(
      Path file, CSVParser rows, Map<String, String> mapped, Set<Role> dropped, String truth) {
    try {
      return PersonColumns.of(rows.getHeaderNames(), mapped, dropped, truth);
    } catch (IllegalArgumentException e) {
      String message = e.getMessage();
      throw new IllegalArgumentException(
          message.startsWith("no column") ? file + " has " + message : message, e);
    }
  }

  private static LabelledPerson person(CSVRecord row, PersonColumns columns, int file, int place) {
    PersonRecord.Builder record =
        PersonRecord.builder(file + "-" + place).source("file-" + file).time(place);
    List<Optional<Role>> roles = columns.roles();
    for (int i = 0; i < Math.min(roles.size(), row.size()); i++) {
      if (roles.get(i).isPresent()) {
        record.add(roles.get(i).get(), row.get(i));
      }
    }
    return new LabelledPerson(
        record.build(), columns.truth() < row.size() ? entity(row.get(columns.truth())) : null);
  }

  /** The true cluster that a value names; null for an empty one. */
  static String entity(String value) {
    String name = value.strip();
    Matcher febrl = FEBRL.matcher(name);
    if (febrl.matches()) {
      return febrl.group(1);
    }
    return name.isEmpty() ? null : name;
  }
}
