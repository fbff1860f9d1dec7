package io.rapport.core.recommendation.content;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.QuantisedVector;

/**
 * The indexed text of one item: its hash and signature, some 50 bytes. Only a changed text is
 * encoded. Not thread-safe.
 */
public final class ContentCard implements Expiring {

  private static final long NONE = 0; // hash of no text

  private final ContentSettings settings;
  private long listedAt = Long.MIN_VALUE;
  private long version = Long.MIN_VALUE;
  private long hash = NONE;
  private long[] signature;

  public ContentCard(ContentSettings settings) {
    this.settings = settings;
  }

  /**
   * Applies a catalogue entry.
   *
   * @return the change of the index; null when the text is unchanged, or the entry older than one
   *     seen
   */
  public ContentChange apply(CatalogueEntry entry, ItemEncoder encoder, Hyperplanes planes) {
    if (entry.eventTime() < listedAt) {
      return null;
    }
    listedAt = entry.eventTime();
    String text = ItemText.of(entry, settings.maxTextLength());
    long found = text.isEmpty() ? NONE : Hash64.of(text) | 1;
    if (found == hash) {
      return null;
    }
    hash = found;
    return renew(entry.site(), entry.itemId(), found == NONE ? null : encoder.encode(text), planes);
  }

  private ContentChange renew(String site, String itemId, float[] vector, Hyperplanes planes) {
    long[] before = signature;
    signature = vector == null ? null : planes.signature(vector);
    if (before == null && signature == null) {
      return null;
    }
    version = Math.max(version + 1, listedAt);
    byte[] bytes = vector == null ? null : QuantisedVector.of(vector);
    return new ContentChange(site, itemId, version, before, signature, bytes);
  }

  /** Removes the text from the index; null when it is not indexed. */
  public ContentChange expire(String site, String itemId) {
    return renew(site, itemId, null, null);
  }

  /** Whether no entry of the item was ever seen. */
  @Override
  public boolean isEmpty() {
    return listedAt == Long.MIN_VALUE;
  }

  @Override
  public long newest() {
    return listedAt;
  }

  /** The expiry time of the text, unless an entry comes before. */
  @Override
  public long expiry() {
    return listedAt + settings.expiryMillis();
  }

  /** The packed form of a card. */
  public static PackedFormat<ContentCard> format(ContentSettings settings) {
    return new PackedFormat<>(
        "An item's text card",
        1,
        () -> new ContentCard(settings),
        ContentCard::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(listedAt);
    out.writeLong(version);
    out.writeLong(hash);
    out.writeLongs(signature == null ? new long[0] : signature);
  }

  private static ContentCard read(PackedReader in, ContentSettings settings) {
    ContentCard card = new ContentCard(settings);
    card.listedAt = in.readLong();
    card.version = in.readLong();
    card.hash = in.readLong();
    long[] signature = in.readLongs();
    card.signature = signature.length == 0 ? null : signature;
    return card;
  }
}
