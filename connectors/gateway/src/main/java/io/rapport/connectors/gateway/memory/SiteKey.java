package io.rapport.connectors.gateway.memory;

/** Something of one site: a visitor, an item, a customer, a ticket. */
public record SiteKey(String site, String id) {

  long bytes() {
    // The site's name is shared more often than not.
    return 40 + Heap.of(id);
  }
}
