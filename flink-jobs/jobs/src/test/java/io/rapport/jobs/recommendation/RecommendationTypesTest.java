package io.rapport.jobs.recommendation;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.basket.BoughtLine;
import io.rapport.core.recommendation.basket.BoughtPair;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.candidate.SharedItems;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.content.BucketEntry;
import io.rapport.core.recommendation.content.ComparisonRequest;
import io.rapport.core.recommendation.content.ContentLink;
import io.rapport.core.recommendation.content.PartnerMessage;
import io.rapport.core.recommendation.embedding.EmbeddingExample;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.core.recommendation.feedback.ExposedList;
import io.rapport.core.recommendation.feedback.ExposureSum;
import io.rapport.core.recommendation.feedback.Reaction;
import io.rapport.core.recommendation.neighbour.Neighbour;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.ranking.Arm;
import io.rapport.core.recommendation.ranking.Exploration;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Reason;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.ranking.Treatment;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.rules.VariantOutcome;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.recommendation.visit.OwnerChange;
import io.rapport.core.recommendation.visit.PersonStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.SharedPurchases;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.testing.Events;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.recommendation.item.ItemMessage;
import io.rapport.jobs.recommendation.item.ItemUpdate;
import io.rapport.jobs.recommendation.item.OrderInput;
import io.rapport.jobs.recommendation.learning.FeedbackMessage;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.recommendation.site.SiteMessage;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that records between operators, and the one in state, need no Kryo. */
class RecommendationTypesTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        Visit.class,
        PairDelta.class,
        PurchasedItems.class,
        TrendReport.class,
        TrendingItem.class,
        TrendingScope.class,
        TrendingList.class,
        AvailabilityChange.class,
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
        LoggedRecommendation.class,
        Reaction.class,
        FeedbackMessage.class,
        SiteMessage.class,
        ItemAttributes.class,
        RulesPublication.class,
        CustomerStatus.class,
        StatusChange.class,
        SegmentChange.class,
        PersonStatus.class,
        SharedPurchases.class,
        SharedItems.class,
        ShownOutcome.class,
        VariantOutcome.class,
        ExposedList.class,
        ExposureSum.class,
        Treatment.class,
        Report.class,
        VisitorInput.class,
        CustomerInput.class,
        OwnerChange.class,
        ItemMessage.class,
        VisitorMessage.class,
        BucketEntry.class,
        ComparisonRequest.class,
        PartnerMessage.class,
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
    Visit visit =
        Events.visit("i", 1, "a", "b")
            .eventId("e")
            .brokerTime(2)
            .visitorId(null)
            .customerId("c")
            .count(2.5)
            .build();
    TypeSerializer<ItemMessage> serializer =
        TypeInformation.of(ItemMessage.class).createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(ItemMessage.of(visit), out);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(ItemMessage.of(visit));
  }

  @Test
  void theFieldsInTheBroadcastStateAreWhatSnapshotsHold() {
    assertThat(fields(TrendingList.class))
        .containsExactly("scope:TrendingScope", "time:long", "items:List");
    assertThat(fields(TrendingScope.class)).containsExactly("key:String");
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
