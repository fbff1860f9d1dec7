package io.rapport.core.recommendation.content;

import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The partners of one item: the items to which it was announced as a neighbour, so that it can be
 * withdrawn from them. Bounded to the most similar: an item is a neighbour of its partners only.
 * Some 30 bytes a partner. Not thread-safe.
 */
public final class ReverseNeighbours implements Expiring {

  private static final Comparator<Partner> LEAST_ALIKE_FIRST =
      Comparator.comparingDouble(Partner::similarity)
          .thenComparing(Partner::itemId, Comparator.reverseOrder());

  private final ContentSettings settings;
  private final List<Partner> partners = new ArrayList<>();
  private long version = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;
  private boolean established;

  private record Partner(String itemId, long version, float similarity) {}

  public ReverseNeighbours(ContentSettings settings) {
    this.settings = settings;
  }

  /**
   * Applies a message about the item.
   *
   * @param out receives the links for the partners
   */
  public void apply(PartnerMessage message, Consumer<ContentLink> out) {
    newest = Math.max(newest, Math.max(message.version(), message.partnerVersion()));
    switch (message.kind()) {
      case ALIKE -> alike(message, out);
      case RENEWED -> renew(message, out);
      case ESTABLISHED -> establish(message, out);
    }
  }

  private void renew(PartnerMessage message, Consumer<ContentLink> out) {
    if (message.version() > version) {
      version = message.version();
      partners.forEach(partner -> out.accept(link(message, partner, 0)));
      partners.clear();
      out.accept(ContentLink.renewed(message.site(), message.itemId(), version));
    }
  }

  private void establish(PartnerMessage message, Consumer<ContentLink> out) {
    if (!established) {
      established = true;
      partners.forEach(partner -> out.accept(link(message, partner, partner.similarity())));
    }
  }

  private void alike(PartnerMessage message, Consumer<ContentLink> out) {
    if (message.version() < version) {
      return;
    }
    renew(message, out); // in case this message overtook RENEWED
    Partner partner =
        new Partner(message.partnerId(), message.partnerVersion(), message.similarity());
    for (int i = 0; i < partners.size(); i++) {
      if (partners.get(i).itemId().equals(partner.itemId())) {
        if (partners.get(i).version() > partner.version()) {
          return;
        }
        partners.remove(i);
        break;
      }
    }
    while (partners.size() >= settings.partners()) { // More than that under a bound since lowered.
      if (!makeRoom(message, partner, out)) {
        return;
      }
    }
    partners.add(partner);
    out.accept(link(message, partner, partner.similarity()));
  }

  private boolean makeRoom(PartnerMessage message, Partner newcomer, Consumer<ContentLink> out) {
    Partner least = partners.stream().min(LEAST_ALIKE_FIRST).orElseThrow();
    if (LEAST_ALIKE_FIRST.compare(newcomer, least) <= 0) {
      return false;
    }
    partners.remove(least);
    out.accept(link(message, least, 0));
    return true;
  }

  private ContentLink link(PartnerMessage message, Partner partner, float similarity) {
    return new ContentLink(
        message.site(),
        partner.itemId(),
        partner.version(),
        message.itemId(),
        similarity,
        !established);
  }

  /** The number of partners. */
  public int size() {
    return partners.size();
  }

  @Override
  public long newest() {
    return newest;
  }

  /** The expiry time of the partners, unless a message comes before. */
  @Override
  public long expiry() {
    return newest + settings.expiryMillis();
  }

  /**
   * The packed form of partners. Partners beyond a smaller bound stay until the item's text
   * changes.
   */
  public static PackedFormat<ReverseNeighbours> format(ContentSettings settings) {
    return new PackedFormat<>(
        "An item's partners",
        1,
        () -> new ReverseNeighbours(settings),
        ReverseNeighbours::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(version);
    out.writeLong(newest);
    out.writeByte(established ? 1 : 0);
    out.writeVarint(partners.size());
    for (Partner partner : partners) {
      out.writeString(partner.itemId());
      out.writeLong(partner.version());
      out.writeFloat(partner.similarity());
    }
  }

  private static ReverseNeighbours read(PackedReader in, ContentSettings settings) {
    ReverseNeighbours partners = new ReverseNeighbours(settings);
    partners.version = in.readLong();
    partners.newest = in.readLong();
    partners.established = in.readByte() == 1;
    for (int left = in.readVarint(); left > 0; left--) {
      partners.partners.add(new Partner(in.readString(), in.readLong(), in.readFloat()));
    }
    return partners;
  }
}
