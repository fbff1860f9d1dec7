package io.rapport.local;

import java.util.List;
import java.util.Map;

/**
 * The division of a TaskManager's memory, in MiB. Every part is given: Flink's launch scripts
 * derive the missing ones, and there are no scripts here.
 *
 * @param taskHeap heap for the operators
 * @param rocksDb off-heap, the block cache and write buffers of all tables. The slots share it: cut
 *     into equal parts, as managed memory is, a job with little state would hold as much as one
 *     with much.
 * @param network off-heap, buffers between tasks
 */
record TaskManagerMemory(int taskHeap, int rocksDb, int network) {
  private static final int FRAMEWORK_HEAP = 128;
  private static final int FRAMEWORK_OFF_HEAP = 128;
  private static final int TASK_OFF_HEAP = 64;
  private static final int METASPACE = 256;
  private static final int OVERHEAD = 256;
  private static final int FIXED =
      FRAMEWORK_HEAP + FRAMEWORK_OFF_HEAP + TASK_OFF_HEAP + METASPACE + OVERHEAD;

  /** The least total that leaves something for heap, RocksDB and network. */
  static final int MIN_TOTAL_MB = FIXED + 384;

  /**
   * Divides what the fixed parts leave: half heap, three eighths RocksDB, one eighth network (64 to
   * 256 MiB).
   *
   * @param totalMb the whole process, in MiB
   * @throws StackException if {@code totalMb} is below {@link #MIN_TOTAL_MB}
   */
  static TaskManagerMemory ofTotal(int totalMb) {
    if (totalMb < MIN_TOTAL_MB) {
      throw new StackException(
          "A TaskManager needs at least " + MIN_TOTAL_MB + " MB of memory, not " + totalMb + ".");
    }
    int free = totalMb - FIXED;
    int network = Math.min(256, Math.max(64, free / 8));
    int rocksDb = free * 3 / 8;
    return new TaskManagerMemory(free - network - rocksDb, rocksDb, network);
  }

  Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m"),
        Map.entry("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP + "m"),
        Map.entry("taskmanager.memory.task.heap.size", taskHeap + "m"),
        Map.entry("taskmanager.memory.task.off-heap.size", TASK_OFF_HEAP + "m"),
        Map.entry("taskmanager.memory.managed.size", "0m"),
        Map.entry("state.backend.rocksdb.memory.managed", "false"),
        Map.entry("state.backend.rocksdb.memory.fixed-per-tm", rocksDb + "m"),
        Map.entry("taskmanager.memory.network.min", network + "m"),
        Map.entry("taskmanager.memory.network.max", network + "m"),
        Map.entry("taskmanager.memory.jvm-metaspace.size", METASPACE + "m"),
        Map.entry("taskmanager.memory.jvm-overhead.min", OVERHEAD + "m"),
        Map.entry("taskmanager.memory.jvm-overhead.max", OVERHEAD + "m"));
  }

  /** The limits of the JVM that follow from the division. */
  List<String> jvmOptions() {
    int heap = FRAMEWORK_HEAP + taskHeap;
    return List.of(
        "-Xms" + heap + "m",
        "-Xmx" + heap + "m",
        "-XX:MaxDirectMemorySize=" + (FRAMEWORK_OFF_HEAP + TASK_OFF_HEAP + network) + "m",
        "-XX:MaxMetaspaceSize=" + METASPACE + "m");
  }
}
