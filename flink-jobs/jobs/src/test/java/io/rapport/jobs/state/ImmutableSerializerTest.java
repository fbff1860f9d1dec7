package io.rapport.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ImmutableSerializerTest {

  private static final TrendingList LIST =
      new TrendingList(
          TrendingScope.site("shop"),
          5,
          List.of(new TrendingItem("a", 2), new TrendingItem("b", 1)));

  private final TypeSerializer<TrendingList> theirs =
      TypeInformation.of(TrendingList.class).createSerializer(new SerializerConfigImpl());
  private final TypeSerializer<TrendingList> ours = new ImmutableSerializer<>(theirs);

  @Test
  void whatIsCopiedIsShared() {
    assertThat(ours.copy(LIST)).isSameAs(LIST);
    assertThat(ours.copy(LIST, null)).isSameAs(LIST);
    assertThat(ours.duplicate().copy(LIST)).isSameAs(LIST);
  }

  @Test
  void writesAndReadsAsTheOneInside() throws IOException {
    assertThat(bytes(ours)).isEqualTo(bytes(theirs));
    assertThat(ours.deserialize(new DataInputDeserializer(bytes(theirs)))).isEqualTo(LIST);
  }

  private static byte[] bytes(TypeSerializer<TrendingList> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(LIST, out);
    return out.getCopyOfBuffer();
  }

  @Test
  void restoresWhatTheOneInsideKept() {
    var before = theirs.snapshotConfiguration();
    var now = ours.snapshotConfiguration();
    assertThat(now.resolveSchemaCompatibility(before).isCompatibleAsIs()).isTrue();
    assertThat(before.resolveSchemaCompatibility(now).isCompatibleAsIs()).isTrue();
  }
}
