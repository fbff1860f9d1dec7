package io.rapport.core.recommendation.content;

import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The items of one bucket with their signatures, newest last; the oldest gives way. Some 45 bytes
 * an item. Not thread-safe.
 */
public final class ContentBucket implements Expiring {

  private final ContentSettings settings;
  private final List<Member> members = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // Never changed; never compared.
  private record Member(String itemId, long version, long[] signature) {}

  public ContentBucket(ContentSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes an item in or lets it go.
   *
   * @param out told of the members the item is to be compared with
   */
  public void apply(BucketEntry entry, Consumer<ComparisonRequest> out) {
    if (!leave(entry) || entry.vector() == null) {
      return;
    }
    meet(entry, out);
    members.add(new Member(entry.itemId(), entry.version(), entry.signature()));
    if (members.size() > settings.bucketSize()) {
      members.remove(0);
    }
  }

  /** Takes an earlier text of the item out; false when a later one is here. */
  private boolean leave(BucketEntry entry) {
    for (Iterator<Member> each = members.iterator(); each.hasNext(); ) {
      Member member = each.next();
      if (member.itemId().equals(entry.itemId())) {
        if (member.version() > entry.version()) {
          return false;
        }
        each.remove();
      }
    }
    return true;
  }

  /** Of the members that meet the item here and nowhere else, the nearest. */
  private void meet(BucketEntry entry, Consumer<ComparisonRequest> out) {
    long[] order = new long[members.size()];
    int n = 0;
    for (int i = 0; i < members.size(); i++) {
      long[] signature = members.get(i).signature();
      if (signature.length == entry.signature().length
          && Hyperplanes.meeting(settings, signature, entry.signature()) == entry.bucket()) {
        long distance = Hyperplanes.distance(signature, entry.signature());
        order[n++] = distance << 32 | (members.size() - i);
      }
    }
    Arrays.sort(order, 0, n);
    for (int i = 0; i < Math.min(n, settings.meetings()); i++) {
      Member member = members.get(members.size() - (int) order[i]);
      out.accept(
          new ComparisonRequest(
              entry.site(),
              member.itemId(),
              member.version(),
              entry.itemId(),
              entry.version(),
              entry.vector()));
    }
  }

  @Override
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** How many items are here. */
  public int size() {
    return members.size();
  }

  /** Drops the texts that have expired at {@code now}. */
  public void expire(long now) {
    members.removeIf(member -> member.version() + settings.expiryMillis() <= now);
  }

  /** When {@link #expire} has something to do; there has to be a member. */
  @Override
  public long expiry() {
    long oldest = Long.MAX_VALUE;
    for (Member member : members) {
      oldest = Math.min(oldest, member.version());
    }
    return oldest + settings.expiryMillis();
  }

  /** The packed form of a bucket; one read is cut to the settings' bound. */
  public static PackedFormat<ContentBucket> format(ContentSettings settings) {
    return new PackedFormat<>(
        "A bucket of items",
        1,
        () -> new ContentBucket(settings),
        ContentBucket::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeVarint(members.size());
    for (Member member : members) {
      out.writeString(member.itemId());
      out.writeLong(member.version());
      out.writeLongs(member.signature());
    }
  }

  private static ContentBucket read(PackedReader in, ContentSettings settings) {
    ContentBucket bucket = new ContentBucket(settings);
    for (int left = in.readVarint(); left > 0; left--) {
      Member member = new Member(in.readString(), in.readLong(), in.readLongs());
      if (left <= settings.bucketSize()) {
        bucket.members.add(member);
      }
    }
    return bucket;
  }
}
