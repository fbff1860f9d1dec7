package io.rapport.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.state.CacheSettings;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.jobs.AllJobs;
import io.rapport.jobs.customer.CustomerOptions;
import io.rapport.jobs.customer.identity.IdentityOptions;
import io.rapport.jobs.customer.identity.IdentitySetup;
import io.rapport.jobs.frame.OptionTable;
import io.rapport.jobs.intake.IntakeOptions;
import io.rapport.jobs.recommendation.options.RecommendationOptions;
import io.rapport.jobs.segment.SegmentOptions;
import io.rapport.jobs.state.CacheOptions;
import io.rapport.jobs.support.SupportOptions;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the options of all jobs with the settings that they make. */
class SettingsOptionsTest {

  /** The last words of the names of times, one for each notion. */
  private static final String TIMES =
      "expiry|interval|window|half-life|session-gap|allowed-lateness|patience|max-future"
          + "|(batch-)?linger|transaction-timeout|idleness|(min|max)-backoff|out-of-orderness";

  /** A domain's settings, and the classes whose options make them. */
  record Domain(
      Record defaults, Function<ReadableConfig, Record> settings, List<Class<?>> classes) {

    @Override
    public String toString() {
      return defaults.getClass().getSimpleName();
    }
  }

  static Stream<Domain> domains() {
    return Stream.of(
        new Domain(
            CacheSettings.DEFAULT, CacheOptions::settings, List.<Class<?>>of(CacheOptions.class)),
        new Domain(CleaningSettings.DEFAULT, IntakeOptions::settings, List.of(IntakeOptions.class)),
        new Domain(
            CustomerSettings.DEFAULT, CustomerOptions::settings, List.of(CustomerOptions.class)),
        new Domain(IdentitySetup.DEFAULT, IdentityOptions::setup, List.of(IdentityOptions.class)),
        new Domain(
            RecommendationSettings.DEFAULT,
            RecommendationOptions::settings,
            RecommendationOptions.classes()),
        new Domain(
            SegmentSettings.DEFAULT, SegmentOptions::settings, List.of(SegmentOptions.class)),
        new Domain(SupportSettings.DEFAULT, SupportOptions::settings, SupportOptions.classes()));
  }

  @ParameterizedTest
  @MethodSource("domains")
  void theDefaultsAreThoseOfTheSettings(Domain domain) {
    assertThat(domain.settings.apply(new Configuration())).isEqualTo(domain.defaults);
  }

  @ParameterizedTest
  @MethodSource("domains")
  void everyOptionReachesASettingOfItsOwn(Domain domain) throws ReflectiveOperationException {
    Map<String, Object> before = leaves(domain.defaults);
    Map<String, String> reached = new TreeMap<>();
    for (ConfigOption<?> option : options(domain.classes)) {
      Map<String, Object> after = leaves(changed(domain, option));
      List<String> different =
          before.keySet().stream()
              .filter(name -> !Objects.equals(before.get(name), after.get(name)))
              .toList();
      assertThat(different).as(option.key()).hasSize(1);
      assertThat(reached.put(different.get(0), option.key())).as(option.key()).isNull();
    }
  }

  @Test
  void everyOptionIsDescribed() {
    assertThat(AllJobs.options().rows())
        .allSatisfy(
            row -> {
              assertThat(row.key()).matches("rapport(\\.[a-z]+(-[a-z]+)*)+");
              assertThat(row.description()).as(row.key()).matches("[A-Z].*\\.");
            });
  }

  @Test
  void timesOfOneNotionEndInOneWord() {
    assertThat(AllJobs.options().rows())
        .filteredOn(row -> row.type().equals("Duration"))
        .extracting(OptionTable.Row::key)
        .hasSizeGreaterThan(20)
        .allMatch(key -> key.matches(".*[.-](" + TIMES + ")"));
  }

  /** The settings with another value of one option: the first that their bounds allow. */
  private static Record changed(Domain domain, ConfigOption<?> option) {
    for (Object value : others(option.defaultValue())) {
      Configuration config = new Configuration();
      set(config, option, value);
      try {
        return domain.settings.apply(config);
      } catch (IllegalArgumentException outOfBounds) {
        // the next one
      }
    }
    throw new AssertionError("no other value of " + option.key());
  }

  @SuppressWarnings("unchecked")
  private static <T> void set(Configuration config, ConfigOption<T> option, Object value) {
    config.set(option, (T) value);
  }

  private static List<?> others(Object value) {
    if (value instanceof Integer number) {
      return List.of(number + 1, number - 1);
    } else if (value instanceof Long number) {
      return List.of(number + 1);
    } else if (value instanceof Double number) {
      return List.of(number / 2, (number + 1) / 2);
    } else if (value instanceof Boolean flag) {
      return List.of(!flag);
    } else if (value instanceof Duration time) {
      return List.of(time.plusMinutes(1), time.minusMillis(1));
    } else if (value instanceof MemorySize size) {
      return List.of(size.divide(2));
    } else if (value instanceof String text) {
      return List.of(text + "2");
    } else if (value instanceof Enum<?> constant) {
      return Stream.of(constant.getDeclaringClass().getEnumConstants())
          .filter(other -> other != constant)
          .toList();
    } else if (value instanceof List<?> list && list.isEmpty()) {
      return List.of(List.of("crm"));
    } else if (value instanceof Map<?, ?>) {
      return List.of(Map.of("e-mail", "longest"));
    } else if (value instanceof List<?> list) {
      return List.of(list.subList(0, list.size() - 1));
    }
    throw new AssertionError("no other value known of a " + value.getClass());
  }

  private static List<ConfigOption<?>> options(List<Class<?>> classes)
      throws ReflectiveOperationException {
    List<ConfigOption<?>> options = new ArrayList<>();
    for (Class<?> type : classes) {
      for (var field : type.getFields()) {
        if (field.getType() == ConfigOption.class) {
          options.add((ConfigOption<?>) field.get(null));
        }
      }
    }
    assertThat(options).isNotEmpty();
    return options;
  }

  /** The parameters by name, with those of nested settings. */
  private static Map<String, Object> leaves(Record settings) throws ReflectiveOperationException {
    Map<String, Object> leaves = new TreeMap<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      Object value = component.getAccessor().invoke(settings);
      if (value instanceof Record part && !(part instanceof ForwardDecay)) {
        leaves(part).forEach((name, leaf) -> leaves.put(component.getName() + "." + name, leaf));
      } else {
        leaves.put(component.getName(), value);
      }
    }
    return leaves;
  }
}
