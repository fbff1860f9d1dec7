package io.rapport.jobs.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The serializer of a page of {@link BroadcastBuckets}. It writes the number of buckets, then the
 * place and the bytes of each. A copy of a page shares the buckets, which never change.
 */
final class BucketPageSerializer extends TypeSerializerSingleton<byte[][]> {

  static final BucketPageSerializer INSTANCE = new BucketPageSerializer();

  private static final long serialVersionUID = 1L;

  private BucketPageSerializer() {}

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public byte[][] createInstance() {
    return new byte[BroadcastBuckets.PAGE][];
  }

  @Override
  public byte[][] copy(byte[][] from) {
    return from.clone();
  }

  @Override
  public byte[][] copy(byte[][] from, byte[][] reuse) {
    return from.clone();
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(byte[][] page, DataOutputView target) throws IOException {
    int buckets = 0;
    for (byte[] bucket : page) {
      buckets += bucket == null ? 0 : 1;
    }
    target.writeByte(buckets);
    for (int i = 0; i < page.length; i++) {
      if (page[i] != null) {
        target.writeByte(i);
        target.writeInt(page[i].length);
        target.write(page[i]);
      }
    }
  }

  @Override
  public byte[][] deserialize(DataInputView source) throws IOException {
    byte[][] page = createInstance();
    int buckets = source.readUnsignedByte();
    for (int i = 0; i < buckets; i++) {
      int place = source.readUnsignedByte();
      page[place] = new byte[source.readInt()];
      source.readFully(page[place]);
    }
    return page;
  }

  @Override
  public byte[][] deserialize(byte[][] reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<byte[][]> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The snapshot of the serializer. Flink needs its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<byte[][]> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
