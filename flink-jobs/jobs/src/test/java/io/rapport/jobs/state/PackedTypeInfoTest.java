package io.rapport.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class PackedTypeInfoTest {

  private static final PackedTypeInfo<String> TEXTS =
      new PackedTypeInfo<>(String.class, PackedTypeInfoTest::format);

  private static PackedFormat<String> format() {
    return new PackedFormat<>(
        "A text", 1, (text, out) -> out.writeString(text), PackedReader::readString);
  }

  private static TypeSerializer<String> serializer() throws Exception {
    // As a job graph carries it.
    return InstantiationUtil.clone(TEXTS).createSerializer(new SerializerConfigImpl());
  }

  @Test
  void valuesFollowEachOtherInAStream() throws Exception {
    TypeSerializer<String> serializer = serializer();
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize("one", out);
    serializer.serialize("", out);
    serializer.serialize("täglich ".repeat(100), out);
    DataOutputSerializer copied = new DataOutputSerializer(16);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (int i = 0; i < 3; i++) {
      serializer.copy(in, copied);
    }
    TypeSerializer<String> other = serializer.duplicate();
    DataInputDeserializer again = new DataInputDeserializer(copied.getCopyOfBuffer());
    assertThat(other.deserialize(again)).isEqualTo("one");
    assertThat(other.deserialize(again)).isEmpty();
    assertThat(other.deserialize(again)).isEqualTo("täglich ".repeat(100));
    assertThat(again.available()).isZero();
  }

  @Test
  void aTypeIsTheSameWhereverItIsMade() throws Exception {
    assertThat(InstantiationUtil.clone(TEXTS)).isEqualTo(TEXTS).hasSameHashCodeAs(TEXTS);
    assertThat(TEXTS.createSerializer(new SerializerConfigImpl()))
        .isEqualTo(serializer())
        .isNotEqualTo(
            new PackedTypeInfo<>(PackedWriter.class, () -> null)
                .createSerializer(new SerializerConfigImpl()));
  }

  @Test
  void noStateIsWrittenWithIt() throws Exception {
    TypeSerializer<String> serializer = serializer();
    assertThatThrownBy(serializer::snapshotConfiguration)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("streams");
  }
}
