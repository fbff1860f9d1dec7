package io.rapport.core.identity.graph;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Bounds of the graph of one site's links.
 *
 * @param maxLinks links that are kept; the weakest of a new one's nodes gives way
 * @param maxNodeLinks links of one node
 * @param maxCustomer nodes of one customer: a link that would make it larger does not count
 */
@RecordBuilder
public record GraphSettings(int maxLinks, int maxNodeLinks, int maxCustomer)
    implements Serializable, GraphSettingsBuilder.With {

  public static final GraphSettings DEFAULT =
      GraphSettingsBuilder.builder().maxLinks(500_000).maxNodeLinks(50).maxCustomer(200).build();

  /** Checks the bounds. */
  public GraphSettings {
    Checks.atLeast("maxLinks", maxLinks, 1);
    Checks.atLeast("maxNodeLinks", maxNodeLinks, 1);
    Checks.atLeast("maxCustomer", maxCustomer, 2);
  }
}
