package io.rapport.connectors.sources;

import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.crm.NewsletterAdapter;
import io.rapport.connectors.sources.shop.ShopifyAdapter;
import io.rapport.connectors.sources.shop.ShopifySettings;
import io.rapport.connectors.sources.support.MailAdapter;
import io.rapport.connectors.sources.support.MentionAdapter;
import io.rapport.connectors.sources.web.Ga4Adapter;
import io.rapport.connectors.sources.web.SegmentAdapter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The adapters that there are. */
public final class Sources {

  private final List<SourceAdapter> all;

  /**
   * @param agents addresses and domains of the desk, as {@link MailAdapter} takes them
   */
  public Sources(ShopifySettings shopify, Set<String> agents) {
    all =
        List.of(
            new SegmentAdapter(),
            new Ga4Adapter(),
            new ShopifyAdapter(shopify),
            new MailAdapter(agents),
            new MentionAdapter(),
            new NewsletterAdapter());
  }

  /** Their names. */
  public List<String> names() {
    return all.stream().map(SourceAdapter::name).toList();
  }

  /** The adapter of a name. */
  public Optional<SourceAdapter> named(String name) {
    return all.stream().filter(adapter -> adapter.name().equals(name)).findFirst();
  }
}
