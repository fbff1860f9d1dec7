package io.rapport.jobs.recommendation;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.Arm;
import io.rapport.core.recommendation.BlendExample;
import io.rapport.core.recommendation.BlendPublication;
import io.rapport.core.recommendation.BoughtLine;
import io.rapport.core.recommendation.BoughtPair;
import io.rapport.core.recommendation.BucketEntry;
import io.rapport.core.recommendation.ContentLink;
import io.rapport.core.recommendation.CustomerStanding;
import io.rapport.core.recommendation.EmbeddingExample;
import io.rapport.core.recommendation.EmbeddingPublication;
import io.rapport.core.recommendation.Exploration;
import io.rapport.core.recommendation.ExposedList;
import io.rapport.core.recommendation.ExposureSum;
import io.rapport.core.recommendation.ItemAttributes;
import io.rapport.core.recommendation.Likeness;
import io.rapport.core.recommendation.LoggedList;
import io.rapport.core.recommendation.Meeting;
import io.rapport.core.recommendation.Neighbour;
import io.rapport.core.recommendation.Neighbourhood;
import io.rapport.core.recommendation.OrderRetraction;
import io.rapport.core.recommendation.PairDelta;
import io.rapport.core.recommendation.Purchased;
import io.rapport.core.recommendation.RankedItem;
import io.rapport.core.recommendation.Reaction;
import io.rapport.core.recommendation.Reason;
import io.rapport.core.recommendation.Recommended;
import io.rapport.core.recommendation.SegmentChange;
import io.rapport.core.recommendation.ShelfUpdate;
import io.rapport.core.recommendation.ShownOutcome;
import io.rapport.core.recommendation.StandingChange;
import io.rapport.core.recommendation.Treatment;
import io.rapport.core.recommendation.TrendReport;
import io.rapport.core.recommendation.TrendingItem;
import io.rapport.core.recommendation.VariantOutcome;
import io.rapport.core.recommendation.Visit;
import io.rapport.jobs.intake.Receipt;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What crosses operators, and the one record in state, needs no Kryo. */
class RecommendationTypesTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        Visit.class,
        PairDelta.class,
        Purchased.class,
        TrendReport.class,
        TrendingItem.class,
        ShelfUpdate.class,
        Neighbour.class,
        Neighbourhood.class,
        Reason.class,
        RankedItem.class,
        Recommended.class,
        BlendExample.class,
        BlendPublication.class,
        EmbeddingExample.class,
        EmbeddingPublication.class,
        Exploration.class,
        Arm.class,
        LoggedList.class,
        Reaction.class,
        FeedbackMessage.class,
        ShelfMessage.class,
        ItemAttributes.class,
        RulesPublication.class,
        CustomerStanding.class,
        StandingChange.class,
        SegmentChange.class,
        ShownOutcome.class,
        VariantOutcome.class,
        ExposedList.class,
        ExposureSum.class,
        Treatment.class,
        Report.class,
        VisitorInput.class,
        ItemMessage.class,
        VisitorMessage.class,
        BucketEntry.class,
        Meeting.class,
        Likeness.class,
        ContentLink.class,
        BoughtLine.class,
        BoughtPair.class,
        ItemUpdate.class,
        OrderInput.class,
        OrderRetraction.class,
        VisitorErased.class,
        Receipt.class
      })
  void isSerializedAsPojo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }

  @Test
  void absentFieldsTravel() throws Exception {
    Visit visit = new Visit("e", 1, 2, "shop", null, "c", "i", List.of("a", "b"), true, 2.5);
    TypeSerializer<ItemMessage> serializer =
        TypeInformation.of(ItemMessage.class).createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(ItemMessage.of(visit), out);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(ItemMessage.of(visit));
  }

  @Test
  void theFieldsInTheBroadcastStateAreWhatSnapshotsHold() {
    assertThat(fields(ShelfUpdate.class))
        .containsExactly(
            "site:String", "itemId:String", "available:boolean", "time:long", "trending:List");
    assertThat(fields(BlendPublication.class))
        .containsExactly("site:String", "version:long", "eventTime:long", "payload:byte[]");
    assertThat(fields(TrendingItem.class)).containsExactly("itemId:String", "weight:double");
  }

  private static Stream<String> fields(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecommendationTypesTest::describe);
  }

  private static String describe(RecordComponent component) {
    return component.getName() + ":" + component.getType().getSimpleName();
  }
}
