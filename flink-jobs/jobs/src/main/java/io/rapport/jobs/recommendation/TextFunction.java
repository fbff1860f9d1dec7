package io.rapport.jobs.recommendation;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.BucketEntry;
import io.rapport.core.recommendation.CandidateSource;
import io.rapport.core.recommendation.ContentCard;
import io.rapport.core.recommendation.ContentChange;
import io.rapport.core.recommendation.ContentSettings;
import io.rapport.core.recommendation.Likeness;
import io.rapport.core.recommendation.Meeting;
import io.rapport.core.recommendation.RecommendationSettings;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The catalogue, keyed by item, in; for each text that changed the buckets the item comes into and
 * leaves out, by the side output {@link #OWN} its vector and by {@link #RENEWED} the news of it.
 * Shows {@code encoded-texts}.
 */
final class TextFunction extends PackedFunction<CatalogueEntry, ContentCard, BucketEntry> {

  static final OutputTag<Meeting> OWN = new OutputTag<>("own", TypeInformation.of(Meeting.class));

  static final OutputTag<Likeness> RENEWED =
      new OutputTag<>("renewed", TypeInformation.of(Likeness.class));

  private final ContentSettings settings;
  private final boolean used;
  private transient TextIndexer indexer;
  private transient Counter encoded;

  TextFunction(RecommendationSettings all) {
    super(RecommendationUids.TEXT_STATE);
    this.settings = all.content();
    this.used = all.uses(CandidateSource.CONTENT);
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    encoded = PackedState.metrics(getRuntimeContext()).counter("encoded-texts");
  }

  @Override
  PackedCodec<ContentCard> codec() {
    return new PackedCodec<>(
        () -> new ContentCard(settings),
        bytes -> ContentCard.fromBytes(bytes, settings),
        ContentCard::write);
  }

  @Override
  void apply(ContentCard card, CatalogueEntry entry, Context context, Collector<BucketEntry> out) {
    if (!used) {
      return;
    }
    if (indexer == null) {
      // Not before there is a text: a shop without a catalogue does not pay for the model.
      indexer = TextIndexer.of(settings);
    }
    tell(indexer.apply(card, entry), context, out);
  }

  @Override
  boolean empty(ContentCard card) {
    return !used;
  }

  @Override
  long expiry(ContentCard card) {
    return card.expiry();
  }

  @Override
  void expired(ContentCard card, String key, Context context, Collector<BucketEntry> out) {
    tell(card.expire(Keys.site(key), Keys.id(key)), context, out);
  }

  private void tell(ContentChange change, Context context, Collector<BucketEntry> out) {
    if (change != null) {
      encoded.inc(change.vector() == null ? 0 : 1);
      context.output(RENEWED, Likeness.renewed(change));
      context.output(OWN, Meeting.self(change));
      BucketEntry.each(change, settings, out::collect);
    }
  }
}
