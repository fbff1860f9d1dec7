package io.rapport.command.connection;

import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.jobs.frame.OptionTable;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the key of an option {@code rapport.kafka.*}, and names the closest one to a wrong key. */
final class KafkaKeyConverter implements ITypeConverter<String> {
  private static final OptionTable OPTIONS = OptionTable.of(List.of(KafkaOptions.class));
  private static final String OWN = "rapport.";

  /** The keys for which the command line has an option of its own. */
  private static final Map<String, String> ADDRESSES =
      Map.of(
          KafkaOptions.BOOTSTRAP_SERVERS.key(), "--bootstrap",
          KafkaOptions.REGISTRY_URL.key(), "--registry");

  @Override
  public String convert(String key) {
    if (ADDRESSES.containsKey(key)) {
      throw new TypeConversionException("say " + ADDRESSES.get(key) + " in place of '" + key + "'");
    }
    if (!key.startsWith(OWN)) {
      throw new TypeConversionException("'" + key + "' does not start with rapport.kafka.");
    }
    try {
      OPTIONS.check(List.of(key));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
    return key;
  }
}
