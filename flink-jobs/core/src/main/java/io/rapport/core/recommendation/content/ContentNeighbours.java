package io.rapport.core.recommendation.content;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The items whose texts are most similar to one item's, most similar first. Some 20 bytes a
 * neighbour. Not thread-safe.
 */
public final class ContentNeighbours {

  private final ContentSettings settings;
  private long version = Long.MIN_VALUE; // of the item's own text
  private Entry[] entries = new Entry[0];

  @SuppressWarnings("ArrayRecordComponent") // The array never changes and is never compared.
  private record Entry(byte[] id, long hash, float similarity, boolean newcomer) {

    boolean before(Entry other) {
      return similarity > other.similarity || (similarity == other.similarity && hash < other.hash);
    }
  }

  public ContentNeighbours(ContentSettings settings) {
    this.settings = settings;
  }

  /** Adds, updates or removes a neighbour. */
  public void learn(ContentLink link) {
    if (link.version() < version) {
      return;
    }
    if (link.version() > version) {
      version = link.version();
      entries = new Entry[0];
    }
    if (!link.isRenewal()) {
      byte[] id = link.neighbourId().getBytes(StandardCharsets.UTF_8);
      long hash = Hash64.of(id, 0, id.length);
      remove(hash);
      if (link.similarity() > 0) {
        insert(new Entry(id, hash, link.similarity(), link.newcomer()));
      }
    }
  }

  private void remove(long hash) {
    for (int i = 0; i < entries.length; i++) {
      if (entries[i].hash() == hash) {
        Entry[] left = Arrays.copyOf(entries, entries.length - 1);
        System.arraycopy(entries, i + 1, left, i, left.length - i);
        entries = left;
        return;
      }
    }
  }

  private void insert(Entry entry) {
    int at = 0;
    while (at < entries.length && entries[at].before(entry)) {
      at++;
    }
    if (at < settings.maxNeighbours()) {
      int size = Math.min(entries.length + 1, settings.maxNeighbours());
      Entry[] more = Arrays.copyOf(entries, size);
      System.arraycopy(entries, at, more, at + 1, size - at - 1);
      more[at] = entry;
      entries = more;
    }
  }

  public int size() {
    return entries.length;
  }

  public boolean isEmpty() {
    return version == Long.MIN_VALUE;
  }

  /** The version of the item's text; {@link Long#MIN_VALUE} for none. */
  public long newest() {
    return version;
  }

  /** The expiry time of the neighbours, unless the text changes before. */
  public long expiry() {
    return version == Long.MIN_VALUE ? version : version + settings.expiryMillis();
  }

  /** Appends the best neighbours to a reply. */
  public void reply(PackedWriter out) {
    int n = Math.min(entries.length, settings.replySize());
    out.writeVarint(n);
    for (int i = 0; i < n; i++) {
      out.writeBlock(entries[i].id());
      out.writeShortFloat(
          entries[i].newcomer() ? -entries[i].similarity() : entries[i].similarity());
    }
  }

  public void write(PackedWriter out) {
    out.writeLong(version);
    out.writeVarint(entries.length);
    for (Entry entry : entries) {
      out.writeBlock(entry.id());
      out.writeFloat(entry.newcomer() ? -entry.similarity() : entry.similarity());
    }
  }

  public static ContentNeighbours read(PackedReader in, ContentSettings settings) {
    ContentNeighbours neighbours = new ContentNeighbours(settings);
    neighbours.version = in.readLong();
    int size = in.readVarint();
    Entry[] entries = new Entry[Math.min(size, settings.maxNeighbours())];
    for (int i = 0; i < size; i++) {
      byte[] id = in.readBlock();
      float signed = in.readFloat();
      if (i < entries.length) {
        entries[i] = new Entry(id, Hash64.of(id, 0, id.length), Math.abs(signed), signed < 0);
      }
    }
    neighbours.entries = entries;
    return neighbours;
  }
}
