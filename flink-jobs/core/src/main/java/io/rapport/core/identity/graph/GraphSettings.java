package io.rapport.core.identity.graph;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Bounds of the graph of one site's links.
 *
 * @param maxNodeLinks links of one node that count; where it has more, none counts: many people
 *     share it
 * @param maxCustomer nodes of one customer: a link that would make it larger does not count
 * @param maxLinked nodes that links connect, directly or through others; of a larger group each
 *     node is a customer of its own
 */
@RecordBuilder
public record GraphSettings(int maxNodeLinks, int maxCustomer, int maxLinked)
    implements Serializable, GraphSettingsBuilder.With {

  public static final GraphSettings DEFAULT =
      GraphSettingsBuilder.builder().maxNodeLinks(50).maxCustomer(200).maxLinked(1_000).build();

  /** Checks the bounds. */
  public GraphSettings {
    Checks.atLeast("maxNodeLinks", maxNodeLinks, 1);
    Checks.atLeast("maxCustomer", maxCustomer, 2);
    Checks.atLeast("maxLinked", maxLinked, maxCustomer);
  }
}
