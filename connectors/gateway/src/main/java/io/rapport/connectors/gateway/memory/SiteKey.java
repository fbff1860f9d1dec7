package io.rapport.connectors.gateway.memory;

/** The key of a visitor, an item, a customer or a ticket: its site and its identifier there. */
public record SiteKey(String site, String id) {

  long bytes() {
    // The site's name is usually a shared string.
    return 40 + HeapEstimate.of(id);
  }
}
