package io.rapport.core.recommendation.content;

import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.QuantisedVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The quantised vector of one item's text, to be compared with those of other items. A request that
 * overtakes the vector waits for it, because they arrive through different keys. Not thread-safe.
 */
public final class ComparedText implements Expiring {

  private static final int WAITING = 16;

  private final ContentSettings settings;
  private long version = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;
  private byte[] vector; // quantised; null for none
  private final List<ComparisonRequest> waiting = new ArrayList<>();

  public ComparedText(ContentSettings settings) {
    this.settings = settings;
  }

  /**
   * Applies the item's own vector, or compares it with another item's.
   *
   * @param out receives each similar pair twice, once for either item
   */
  public void apply(ComparisonRequest request, Consumer<PartnerMessage> out) {
    newest = Math.max(newest, Math.max(request.version(), request.otherVersion()));
    if (!request.isOwn()) {
      compare(request, out);
    } else if (request.version() > version) {
      version = request.version();
      vector = request.vector();
      List<ComparisonRequest> ready = new ArrayList<>(waiting);
      waiting.clear();
      ready.forEach(each -> compare(each, out));
    }
  }

  private void compare(ComparisonRequest request, Consumer<PartnerMessage> out) {
    if (request.version() > version) {
      waiting.add(request);
      if (waiting.size() > WAITING) {
        waiting.remove(0);
      }
    } else if (request.version() == version && vector != null) {
      float similarity = QuantisedVector.cosine(vector, request.vector());
      if (similarity >= settings.minSimilarity()) {
        out.accept(of(request, false, similarity));
        out.accept(of(request, true, similarity));
      }
    }
  }

  private static PartnerMessage of(ComparisonRequest request, boolean turned, float similarity) {
    return new PartnerMessage(
        request.site(),
        turned ? request.otherId() : request.itemId(),
        PartnerMessage.Kind.ALIKE,
        turned ? request.otherVersion() : request.version(),
        turned ? request.itemId() : request.otherId(),
        turned ? request.version() : request.otherVersion(),
        similarity);
  }

  @Override
  public long newest() {
    return newest;
  }

  /** The expiry time of the vector, unless a request comes before. */
  @Override
  public long expiry() {
    return newest + settings.expiryMillis();
  }

  /** The packed form of a text. */
  public static PackedFormat<ComparedText> format(ContentSettings settings) {
    return new PackedFormat<>(
        "An item's vector",
        1,
        () -> new ComparedText(settings),
        ComparedText::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(version);
    out.writeLong(newest);
    out.writeBlock(vector == null ? new byte[0] : vector);
    out.writeVarint(waiting.size());
    for (ComparisonRequest request : waiting) {
      out.writeString(request.site());
      out.writeString(request.itemId());
      out.writeLong(request.version());
      out.writeString(request.otherId());
      out.writeLong(request.otherVersion());
      out.writeBlock(request.vector());
    }
  }

  private static ComparedText read(PackedReader in, ContentSettings settings) {
    ComparedText text = new ComparedText(settings);
    text.version = in.readLong();
    text.newest = in.readLong();
    byte[] values = in.readBlock();
    text.vector = values.length == 0 ? null : values;
    for (int left = in.readVarint(); left > 0; left--) {
      text.waiting.add(
          new ComparisonRequest(
              in.readString(),
              in.readString(),
              in.readLong(),
              in.readString(),
              in.readLong(),
              in.readBlock()));
    }
    return text;
  }
}
