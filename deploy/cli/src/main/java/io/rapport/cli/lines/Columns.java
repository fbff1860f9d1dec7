package io.rapport.cli.lines;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns of a file by their standard names, whatever its header calls them. */
public final class Columns {

  /** A file of lines without columns. */
  public static final Columns NONE = new Columns(List.of(), Map.of());

  private final Map<String, Integer> indexes = new HashMap<>();
  private final int count;

  /**
   * @param header names as they stand in the file
   * @param aliases standard names by lower-case names; a name that is missing here stands for
   *     itself
   */
  public Columns(List<String> header, Map<String, String> aliases) {
    count = header.size();
    for (int i = 0; i < count; i++) {
      String name = header.get(i).strip().toLowerCase(Locale.ROOT);
      indexes.putIfAbsent(aliases.getOrDefault(name, name), i);
    }
  }

  public int count() {
    return count;
  }

  /** The index of a column; -1 when it is not there. */
  public int index(String column) {
    return indexes.getOrDefault(column, -1);
  }

  public boolean has(String column) {
    return indexes.containsKey(column);
  }

  public boolean hasAll(String... columns) {
    return List.of(columns).stream().allMatch(this::has);
  }
}
