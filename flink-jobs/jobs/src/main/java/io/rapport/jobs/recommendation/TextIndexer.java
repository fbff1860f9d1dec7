package io.rapport.jobs.recommendation;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.recommendation.ContentCard;
import io.rapport.core.recommendation.ContentChange;
import io.rapport.core.recommendation.ContentSettings;
import io.rapport.core.recommendation.Hyperplanes;
import io.rapport.core.recommendation.ItemEncoder;

/** The encoder of texts with the planes that divide its vectors. */
record TextIndexer(ItemEncoder encoder, Hyperplanes planes) {

  static TextIndexer of(ContentSettings settings) {
    ItemEncoder encoder = new ItemEncoder(settings, settings.embedding() ? MiniLm.shared() : null);
    return new TextIndexer(encoder, new Hyperplanes(settings, encoder.dimensions()));
  }

  ContentChange apply(ContentCard card, CatalogueEntry entry) {
    return card.apply(entry, encoder, planes);
  }
}
