package io.rapport.benchmarks.identity;

import io.rapport.core.identity.person.ColumnRoles;
import io.rapport.core.identity.person.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The roles of a file's columns, by their places, and the place of the truth.
 *
 * @param names of the columns, trimmed
 * @param roles of the columns; empty for one that is not compared
 * @param truth place of the column that names the true cluster
 */
record PersonColumns(List<String> names, List<Optional<Role>> roles, int truth) {

  /** Takes a column out of the comparison, in place of a role. */
  static final String IGNORED = "ignore";

  /** Names of the truth's column, in the order in which they are looked for. */
  private static final List<String> TRUTHS =
      List.of(
          "cluster",
          "cluster id",
          "entity",
          "entity id",
          "true id",
          "truth",
          "person id",
          "individual id",
          "group id",
          "gold id",
          "rec id",
          "record id");

  /**
   * Finds out what the columns of a heading mean.
   *
   * @param heading cells of the first line
   * @param mapped roles by column, in lower case; other columns are guessed by name
   * @param dropped roles that are not compared
   * @param truthName column of the truth; null to guess
   * @throws IllegalArgumentException if there is no column of the truth, or none to compare
   */
  static PersonColumns of(
      List<String> heading, Map<String, String> mapped, Set<Role> dropped, String truthName) {
    List<String> names = heading.stream().map(PersonColumns::trimmed).toList();
    int truth = truth(names, truthName);
    List<Optional<Role>> roles = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<Role> role = i == truth ? Optional.empty() : role(names.get(i), mapped);
      roles.add(role.filter(known -> !dropped.contains(known)));
    }
    if (roles.stream().allMatch(Optional::isEmpty)) {
      throw new IllegalArgumentException(
          "no column to compare. Its columns are %s: name their roles with --columns name=role."
              .formatted(String.join(", ", names)));
    }
    return new PersonColumns(names, roles, truth);
  }

  static String key(String column) {
    return trimmed(column).toLowerCase(Locale.ROOT);
  }

  private static Optional<Role> role(String name, Map<String, String> mapped) {
    String label = mapped.get(key(name));
    if (label == null) {
      return ColumnRoles.guess(name);
    }
    return label.equals(IGNORED) ? Optional.empty() : Optional.of(Role.of(label));
  }

  private static int truth(List<String> names, String truthName) {
    List<String> wanted = truthName == null ? TRUTHS : List.of(simple(truthName));
    List<String> simple = names.stream().map(PersonColumns::simple).toList();
    for (String name : wanted) {
      if (simple.contains(name)) {
        return simple.indexOf(name);
      }
    }
    throw new IllegalArgumentException(
        truthName == null
            ? "no column of the truth such as cluster, entity_id or rec_id. Its columns are %s: name one with --truth."
                .formatted(String.join(", ", names))
            : "no column '%s'. Its columns are %s: name one with --truth."
                .formatted(truthName, String.join(", ", names)));
  }

  /** A cell of the heading without spaces around it, and without a byte order mark. */
  private static String trimmed(String cell) {
    return cell.replace("\uFEFF", "").strip();
  }

  private static String simple(String name) {
    return key(name).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
