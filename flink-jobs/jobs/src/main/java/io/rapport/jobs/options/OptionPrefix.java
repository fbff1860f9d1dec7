package io.rapport.jobs.options;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ConfigOptions.OptionBuilder;
import org.apache.flink.configuration.MemorySize;

/**
 * A common prefix of option keys. It declares an option by the rest of its key, its default and its
 * description, which is the only description of the parameter.
 */
public final class OptionPrefix {

  private final String prefix;

  private OptionPrefix(String prefix) {
    this.prefix = prefix;
  }

  /**
   * @param prefix without the last dot
   */
  public static OptionPrefix of(String prefix) {
    return new OptionPrefix(prefix + ".");
  }

  /** Begins an option of another type. */
  public OptionBuilder key(String name) {
    return ConfigOptions.key(prefix + name);
  }

  public ConfigOption<Boolean> flag(String name, boolean value, String description) {
    return key(name).booleanType().defaultValue(value).withDescription(description);
  }

  public ConfigOption<Integer> number(String name, int value, String description) {
    return key(name).intType().defaultValue(value).withDescription(description);
  }

  public ConfigOption<Long> number(String name, long value, String description) {
    return key(name).longType().defaultValue(value).withDescription(description);
  }

  public ConfigOption<Double> number(String name, double value, String description) {
    return key(name).doubleType().defaultValue(value).withDescription(description);
  }

  public ConfigOption<String> text(String name, String value, String description) {
    return key(name).stringType().defaultValue(value).withDescription(description);
  }

  public ConfigOption<Duration> time(String name, long millis, String description) {
    Duration value = Duration.ofMillis(millis);
    return key(name).durationType().defaultValue(value).withDescription(description);
  }

  public ConfigOption<MemorySize> memory(String name, long bytes, String description) {
    MemorySize value = new MemorySize(bytes);
    return key(name).memoryType().defaultValue(value).withDescription(description);
  }
}
