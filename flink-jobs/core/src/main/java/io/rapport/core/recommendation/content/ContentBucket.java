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
 * The items of one LSH bucket with their signatures, newest last; the oldest is evicted. Some 45
 * bytes an item. Not thread-safe.
 */
public final class ContentBucket implements Expiring {

  private final ContentSettings settings;
  private final List<Member> members = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // The array never changes and is never compared.
  private record Member(String itemId, long version, long[] signature) {}

  public ContentBucket(ContentSettings settings) {
    this.settings = settings;
  }

  /**
   * Adds or removes an item.
   *
   * @param out receives a request for each member to compare with the item
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

  /** Removes an earlier text of the item; false when a later one is a member. */
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

  /**
   * Emits requests for the nearest of the members whose meeting bucket with the item is this one.
   */
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

  /** The number of members. */
  public int size() {
    return members.size();
  }

  /** Drops the texts that have expired at {@code now}. */
  public void expire(long now) {
    members.removeIf(member -> member.version() + settings.expiryMillis() <= now);
  }

  @Override
  public long newest() {
    return members.stream().mapToLong(Member::version).max().orElse(Long.MIN_VALUE);
  }

  /** The time at which {@link #expire} has something to do; the bucket must have a member. */
  @Override
  public long expiry() {
    long oldest = Long.MAX_VALUE;
    for (Member member : members) {
      oldest = Math.min(oldest, member.version());
    }
    return oldest + settings.expiryMillis();
  }

  /** The packed form of a bucket. A bucket read under a smaller bound drops its oldest members. */
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
