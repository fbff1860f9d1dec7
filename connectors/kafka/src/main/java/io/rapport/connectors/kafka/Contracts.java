package io.rapport.connectors.kafka;

import io.rapport.connectors.kafka.registry.RefusedSchemaException;
import io.rapport.connectors.kafka.registry.SchemaRegistry;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Registers the contracts before anything is read or written. */
public final class Contracts {

  private Contracts() {}

  /**
   * Registers the schema of each topic's values, and has the registry refuse from then on any
   * schema that cannot read records written before.
   *
   * @return the schema's id by subject
   * @throws RefusedSchemaException when the registry has an older schema that the new one could not
   *     read; it names the subject and each incompatibility
   * @throws IOException when the registry does not answer
   */
  public static Map<String, Integer> register(
      String registryUrl, Collection<? extends Topic<?>> topics) throws IOException {
    Map<String, Integer> ids = new TreeMap<>();
    try (SchemaRegistry registry = new SchemaRegistry(registryUrl)) {
      for (Topic<?> topic : topics) {
        registry.requireBackwardCompatibility(topic.subject());
        ids.put(topic.subject(), registry.register(topic.subject(), topic.schema()));
      }
    }
    return ids;
  }
}
