package io.rapport.jobs.state;

import io.rapport.core.state.PackedWriter;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;

/**
 * The format of unflushed values in a snapshot. They are raw keyed state, by key group and, within
 * a key group, by state.
 */
public final class UnflushedFormat {

  private static final byte VERSION = 1;
  private static final int BUFFER = 1 << 16;

  private UnflushedFormat() {}

  /**
   * Writes the values by key group, and sets the offset at which each key group begins.
   *
   * @param keyGroups of the whole job
   * @param share of the processors for all snapshots of this process
   */
  static void write(
      List<StateSnapshot> states,
      int keyGroups,
      double share,
      KeyGroupRangeOffsets offsets,
      CheckpointStateOutputStream stream)
      throws IOException {
    try (Output out = new Output(stream, share)) {
      out.turn.take();
      List<ByKeyGroup> sorted =
          states.stream().map(state -> new ByKeyGroup(state, keyGroups)).toList();
      for (int keyGroup : offsets.getKeyGroupRange()) {
        List<ByKeyGroup> present =
            sorted.stream().filter(state -> state.count(keyGroup) > 0).toList();
        if (!present.isEmpty()) {
          offsets.setKeyGroupOffset(keyGroup, out.position());
          out.data.writeByte(VERSION);
          out.data.writeInt(present.size());
          for (ByKeyGroup state : present) {
            state.write(keyGroup, out);
          }
        }
      }
      out.flush();
    }
  }

  /** Reads the values of key groups, by state name. */
  public static Map<String, List<Unflushed>> read(
      Iterable<KeyGroupStatePartitionStreamProvider> keyGroups) throws IOException {
    Map<String, List<Unflushed>> values = new HashMap<>();
    for (KeyGroupStatePartitionStreamProvider keyGroup : keyGroups) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(keyGroup.getStream(), BUFFER));
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IOException(
            "Unflushed values have format %d; this version reads format %d"
                .formatted(version, VERSION));
      }
      for (int states = in.readInt(); states > 0; states--) {
        List<Unflushed> list = values.computeIfAbsent(readString(in), name -> new ArrayList<>());
        for (int left = in.readInt(); left > 0; left--) {
          list.add(new Unflushed(readString(in), readBlock(in)));
        }
      }
    }
    return values;
  }

  private static String readString(DataInputStream in) throws IOException {
    return new String(readBlock(in), StandardCharsets.UTF_8);
  }

  private static byte[] readBlock(DataInputStream in) throws IOException {
    byte[] block = new byte[in.readInt()];
    in.readFully(block);
    return block;
  }

  /** A buffer in front of the snapshot's stream, filled by the thread that has the turn. */
  private static final class Output implements AutoCloseable {

    private final CheckpointStateOutputStream stream;
    private final SnapshotThrottle turn;
    private final DataOutputSerializer data = new DataOutputSerializer(BUFFER);

    Output(CheckpointStateOutputStream stream, double share) {
      this.stream = stream;
      this.turn = new SnapshotThrottle(share);
    }

    long position() throws IOException {
      return stream.getPos() + data.length();
    }

    void writeBlock(byte[] block) throws IOException {
      data.writeInt(block.length);
      data.write(block);
      if (data.length() >= BUFFER) {
        flush();
      }
    }

    void writeBlock(PackedWriter block) throws IOException {
      data.writeInt(block.size());
      if (block.size() < BUFFER) {
        block.writeTo(data::write);
      } else {
        drain(); // Keeps the turn, because the block is the scratch buffer that comes with it.
        block.writeTo(this::writeThrough);
      }
      if (data.length() >= BUFFER) {
        flush();
      }
    }

    void flush() throws IOException {
      turn.end();
      drain();
      turn.account();
    }

    /**
     * Writes in pieces. Java copies the bytes for a file to native memory that it allocates for the
     * write, and megabytes of it would come from the system page by page.
     */
    private void writeThrough(byte[] source, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += BUFFER) {
        stream.write(source, offset + done, Math.min(BUFFER, length - done));
      }
    }

    private void drain() throws IOException {
      stream.write(data.getSharedBuffer(), 0, data.length());
      data.clear();
    }

    @Override
    public void close() {
      turn.end();
    }
  }

  /** The values of one state in the order of their key groups. */
  private static final class ByKeyGroup {

    private final StateSnapshot state;
    private final long[] order; // key group, then place
    private int next;

    ByKeyGroup(StateSnapshot state, int keyGroups) {
      this.state = state;
      this.order = new long[state.values().size()];
      for (int i = 0; i < order.length; i++) {
        long keyGroup = KeyGroupRangeAssignment.assignToKeyGroup(state.values().key(i), keyGroups);
        order[i] = keyGroup << 32 | i;
      }
      Arrays.sort(order);
    }

    /** The number of next values that are in a key group. */
    int count(int keyGroup) {
      int end = next;
      while (end < order.length && order[end] >>> 32 == keyGroup) {
        end++;
      }
      return end - next;
    }

    void write(int keyGroup, Output out) throws IOException {
      int count = count(keyGroup);
      out.writeBlock(state.name().getBytes(StandardCharsets.UTF_8));
      out.data.writeInt(count);
      for (int end = next + count; next < end; next++) {
        int place = (int) order[next];
        out.writeBlock(state.values().key(place).getBytes(StandardCharsets.UTF_8));
        PackedWriter scratch = out.turn.scratch();
        state.values().take(place, scratch);
        out.writeBlock(scratch);
      }
    }
  }
}
