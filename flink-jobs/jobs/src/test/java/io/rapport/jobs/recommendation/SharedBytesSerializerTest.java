package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SharedBytesSerializerTest {

  private static final byte[] BYTES = {1, -2, 3};

  @Test
  void whatIsCopiedIsShared() {
    assertThat(SharedBytesSerializer.INSTANCE.copy(BYTES)).isSameAs(BYTES);
    assertThat(SharedBytesSerializer.INSTANCE.copy(BYTES, new byte[9])).isSameAs(BYTES);
  }

  @Test
  void writesAndReadsAsFlinkDoes() throws IOException {
    DataOutputSerializer ours = new DataOutputSerializer(16);
    SharedBytesSerializer.INSTANCE.serialize(BYTES, ours);
    DataOutputSerializer theirs = new DataOutputSerializer(16);
    BytePrimitiveArraySerializer.INSTANCE.serialize(BYTES, theirs);
    assertThat(ours.getCopyOfBuffer()).isEqualTo(theirs.getCopyOfBuffer());
    assertThat(
            SharedBytesSerializer.INSTANCE.deserialize(
                new DataInputDeserializer(ours.getCopyOfBuffer())))
        .isEqualTo(BYTES);
  }

  @Test
  void restoresWhatFlinksOwnSerializerKept() {
    var before = BytePrimitiveArraySerializer.INSTANCE.snapshotConfiguration();
    var now = SharedBytesSerializer.INSTANCE.snapshotConfiguration();
    assertThat(now.resolveSchemaCompatibility(before).isCompatibleAsIs()).isTrue();
    assertThat(before.resolveSchemaCompatibility(now).isCompatibleAsIs()).isTrue();
  }
}
