package io.rapport.jobs.support;

import static org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.training.SupportTrainer;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The keyed state of a trainer, in parts of which a snapshot writes only those that changed. A key
 * has many parts, so they are in maps of the state backend and not behind a cache: the heap of
 * {@link TrainerOperator} is the cache.
 */
final class TrainerState {

  private final PackedFormat<SupportTrainer> format;
  private final ValueState<byte[]> rest;
  private final ValueState<byte[]> answers;
  private final MapState<Integer, byte[]> shards;
  private final MapState<Integer, byte[]> slots;
  private final ValueState<Long> published;

  TrainerState(RuntimeContext context, SupportSettings settings) {
    format = SupportTrainer.format(settings);
    rest = context.getState(value(SupportUids.TRAINER_STATE, BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    answers = context.getState(value(SupportUids.ANSWERS_STATE, BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    shards = context.getMapState(parts(SupportUids.SHARDS_STATE));
    slots = context.getMapState(parts(SupportUids.SLOTS_STATE));
    published = context.getState(value(SupportUids.PUBLISHED_STATE, Types.LONG));
  }

  private static <T> ValueStateDescriptor<T> value(String name, TypeInformation<T> type) {
    return new ValueStateDescriptor<>(name, type);
  }

  private static MapStateDescriptor<Integer, byte[]> parts(String name) {
    return new MapStateDescriptor<>(name, Types.INT, BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  /** The current key's trainer, or a new one. */
  SupportTrainer load() throws Exception {
    SupportTrainer trainer = format.unpackOrCreate(rest.value());
    if (rest.value() != null) {
      for (Map.Entry<Integer, byte[]> shard : shards.entries()) {
        trainer.restoreShard(shard.getKey(), shard.getValue());
      }
      for (Map.Entry<Integer, byte[]> slot : ordered(slots).entrySet()) {
        trainer.restoreSlot(slot.getKey(), slot.getValue());
      }
      if (answers.value() != null) {
        trainer.restoreAnswers(answers.value());
      }
    }
    return trainer;
  }

  private static Map<Integer, byte[]> ordered(MapState<Integer, byte[]> parts) throws Exception {
    Map<Integer, byte[]> ordered = new TreeMap<>();
    for (Map.Entry<Integer, byte[]> part : parts.entries()) {
      ordered.put(part.getKey(), part.getValue());
    }
    return ordered;
  }

  /** Writes the parts of the current key's trainer that changed since the last write. */
  void save(SupportTrainer trainer) throws Exception {
    rest.update(format.pack(trainer));
    if (trainer.takeAnswersUnsaved()) {
      answers.update(trainer.answersState());
    }
    BitSet changedShards = trainer.takeUnsavedShards();
    for (int i = changedShards.nextSetBit(0); i >= 0; i = changedShards.nextSetBit(i + 1)) {
      shards.put(i, trainer.shardState(i));
    }
    BitSet changedSlots = trainer.takeUnsavedSlots();
    for (int i = changedSlots.nextSetBit(0); i >= 0; i = changedSlots.nextSetBit(i + 1)) {
      slots.put(i, trainer.slotState(i));
    }
  }

  /** Event time of the current key's last publication, or null. */
  Long published() throws Exception {
    return published.value();
  }

  void setPublished(long eventTime) throws Exception {
    published.update(eventTime);
  }
}
