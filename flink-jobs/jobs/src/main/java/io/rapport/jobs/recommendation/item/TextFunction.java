package io.rapport.jobs.recommendation.item;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.content.BucketEntry;
import io.rapport.core.recommendation.content.ComparisonRequest;
import io.rapport.core.recommendation.content.ContentCard;
import io.rapport.core.recommendation.content.ContentChange;
import io.rapport.core.recommendation.content.PartnerMessage;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedFunction;
import io.rapport.jobs.state.StateNote;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Encodes the texts of the catalogue into vectors and LSH buckets.
 *
 * <pre>
 * in    {@link CatalogueEntry} by item
 * out   {@link BucketEntry} for each bucket that the item enters or leaves
 * side  {@link #OWN}: {@link ComparisonRequest} with the item's own vector
 *       {@link #RENEWED}: {@link PartnerMessage} that the item's text has changed or is gone
 * </pre>
 *
 * <p>The metric {@code encoded-texts} counts the vectors.
 */
final class TextFunction extends PackedFunction<CatalogueEntry, ContentCard, BucketEntry> {

  static final OutputTag<ComparisonRequest> OWN =
      new OutputTag<>("own", TypeInformation.of(ComparisonRequest.class));

  static final OutputTag<PartnerMessage> RENEWED =
      new OutputTag<>("renewed", TypeInformation.of(PartnerMessage.class));

  private final ContentSettings settings;
  private final boolean used;
  private transient TextIndexer indexer;
  private transient Counter encoded;

  TextFunction(RecommendationSettings all) {
    super(RecommendationUids.DOMAIN, RecommendationUids.TEXT_STATE);
    this.settings = all.content();
    this.used = all.uses(CandidateSource.CONTENT);
  }

  @Override
  public StateNote note() {
    return StateNote.per("item", "signature of its text", "one text")
        .until(settings.expiryMillis(), "entry");
  }

  @Override
  protected void open(KeyedStates states) {
    super.open(states);
    encoded = states.metrics().counter("encoded-texts");
  }

  @Override
  protected PackedFormat<ContentCard> format() {
    return ContentCard.format(settings);
  }

  @Override
  protected void apply(
      ContentCard card, CatalogueEntry entry, Context context, Collector<BucketEntry> out) {
    if (!used) {
      return;
    }
    if (indexer == null) {
      // On first use, so that a shop without a catalogue does not load the model.
      indexer = TextIndexer.of(settings);
    }
    tell(indexer.apply(card, entry), context, out);
  }

  @Override
  protected void expired(
      ContentCard card, long time, OnTimerContext context, Collector<BucketEntry> out) {
    String key = context.getCurrentKey();
    tell(card.expire(Keys.site(key), Keys.id(key)), context, out);
  }

  private void tell(ContentChange change, Context context, Collector<BucketEntry> out) {
    if (change != null) {
      encoded.inc(change.vector() == null ? 0 : 1);
      context.output(RENEWED, PartnerMessage.renewed(change));
      context.output(OWN, ComparisonRequest.self(change));
      BucketEntry.each(change, settings, out::collect);
    }
  }
}
