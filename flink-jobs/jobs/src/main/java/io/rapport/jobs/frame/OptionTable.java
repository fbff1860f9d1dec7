package io.rapport.jobs.frame;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/**
 * The options of one or more {@code *Options} classes, read from their public constants. It knows
 * the keys a job accepts, and makes the rows of {@code flink-jobs/OPTIONS.md}.
 */
public final class OptionTable {

  private static final String OWN = "rapport.";
  private static final LevenshteinDistance EDITS = LevenshteinDistance.getDefaultInstance();

  private final Map<String, ConfigOption<?>> options = new TreeMap<>();
  private final Set<String> everyday = new HashSet<>();

  private OptionTable() {}

  /** The options declared as public static {@link ConfigOption} fields of the classes. */
  public static OptionTable of(Collection<Class<?>> classes) {
    OptionTable table = new OptionTable();
    for (Class<?> type : classes) {
      for (Field field : type.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          table.add(field);
        }
      }
    }
    return table;
  }

  private void add(Field field) {
    try {
      ConfigOption<?> option = (ConfigOption<?>) field.get(null);
      if (options.put(option.key(), option) != null) {
        throw new IllegalStateException("declared twice: " + option.key());
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("not readable: " + field, e);
    }
  }

  /**
   * Marks the options that a user is expected to change; the others are for experts.
   *
   * @throws IllegalArgumentException for a key that no option has
   */
  public OptionTable withEveryday(Collection<String> keys) {
    for (String key : keys) {
      if (!options.containsKey(key)) {
        throw unknown(key);
      }
    }
    everyday.addAll(keys);
    return this;
  }

  /**
   * An option as text.
   *
   * @param everyday whether a user is expected to change it
   */
  public record Row(
      String key, String type, String defaultValue, String description, boolean everyday) {}

  /** The everyday options by key. */
  public List<Row> everyday() {
    return rows().stream().filter(Row::everyday).toList();
  }

  /** The other options by key, for experts. */
  public List<Row> others() {
    return rows().stream().filter(row -> !row.everyday()).toList();
  }

  /** All options by key. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (ConfigOption<?> option : options.values()) {
      Object value = option.defaultValue();
      rows.add(
          new Row(
              option.key(),
              value == null ? "String" : value.getClass().getSimpleName(),
              value == null ? "" : text(value),
              new HtmlFormatter().format(option.description()),
              everyday.contains(option.key())));
    }
    return rows;
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(OptionTable::text).collect(Collectors.joining(";"));
    }
    return value instanceof Duration duration
        ? TimeUtils.formatWithHighestUnit(duration)
        : value.toString();
  }

  /** The rows as a Markdown table with a heading line. */
  public static String markdown(List<Row> rows) {
    StringBuilder table = new StringBuilder("| Option | Default | Meaning |\n|---|---|---|\n");
    for (Row row : rows) {
      table.append(
          "| `%s` | %s | %s |%n"
              .formatted(
                  row.key(),
                  row.defaultValue().isEmpty() ? "" : "`" + row.defaultValue() + "`",
                  row.description().replace("|", "\\|")));
    }
    return table.toString();
  }

  /**
   * Refuses unknown keys of Rapport's own. All other keys are left to Flink.
   *
   * @throws IllegalArgumentException for an unknown key, naming the most similar known one
   */
  public void check(Collection<String> keys) {
    for (String key : keys) {
      if (!accepts(key)) {
        throw unknown(key);
      }
    }
  }

  /** Whether a job with these options can be given a key: any of Flink's, and those known here. */
  public boolean accepts(String key) {
    return !key.startsWith(OWN) || known(key);
  }

  private IllegalArgumentException unknown(String key) {
    return new IllegalArgumentException(
        "There is no option '%s'. Did you mean '%s'? 'rapport options' lists them all."
            .formatted(key, closest(key)));
  }

  private boolean known(String key) {
    // A map's entries may be given one by one: rapport.kafka.client-properties.acks.
    return options.containsKey(key)
        || options.values().stream()
            .anyMatch(
                option ->
                    option.defaultValue() instanceof Map && key.startsWith(option.key() + "."));
  }

  private String closest(String key) {
    return options.keySet().stream()
        .min(Comparator.comparingInt(candidate -> EDITS.apply(key, candidate)))
        .orElse("");
  }
}
