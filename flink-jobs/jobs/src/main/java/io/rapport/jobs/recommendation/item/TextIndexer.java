package io.rapport.jobs.recommendation.item;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.recommendation.content.ContentCard;
import io.rapport.core.recommendation.content.ContentChange;
import io.rapport.core.recommendation.content.Hyperplanes;
import io.rapport.core.recommendation.content.ItemEncoder;
import io.rapport.core.recommendation.settings.ContentSettings;

/** An encoder of texts, with the hyperplanes that divide its vectors into LSH buckets. */
record TextIndexer(ItemEncoder encoder, Hyperplanes planes) {

  static TextIndexer of(ContentSettings settings) {
    ItemEncoder encoder = new ItemEncoder(settings, settings.embedding() ? MiniLm.shared() : null);
    return new TextIndexer(encoder, new Hyperplanes(settings, encoder.dimensions()));
  }

  ContentChange apply(ContentCard card, CatalogueEntry entry) {
    return card.apply(entry, encoder, planes);
  }
}
