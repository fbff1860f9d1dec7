package io.rapport.jobs.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.rapport.avro.CustomerSegment;
import io.rapport.avro.SegmentModel;
import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Assigner;
import io.rapport.core.segment.Assignment;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Feature;
import io.rapport.core.segment.Membership;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.testing.Events;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.servable.api.DataFrame;
import org.apache.flink.ml.servable.api.Row;
import org.apache.flink.ml.servable.types.BasicType;
import org.apache.flink.ml.servable.types.DataTypes;
import org.junit.jupiter.api.Test;

class SegmentMappingTest {

  @Test
  void aModelComesBackFromItsContractAsItWas() {
    Centroids model = AssignFunctionTest.model();
    assertThat(SegmentMapping.toDomain(SegmentMapping.toAvro(model))).isEqualTo(model);
  }

  @Test
  void aModelOfOtherFeaturesIsRefused() {
    SegmentModel other = SegmentMapping.toAvro(AssignFunctionTest.model());
    other.setFeatures(List.of("shoe-size"));
    assertThatThrownBy(() -> SegmentMapping.toDomain(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shoe-size");
  }

  @Test
  void aSegmentIsAnUpsertAndTheEndOfACustomerATombstone() throws Exception {
    Assigner assigner = new Assigner(AssignFunctionTest.model(), FlinkMlDistance.EUCLIDEAN);
    Membership member = new Membership(SegmentSettings.DEFAULT);
    member.move(Profiles.of(1, Events.NOON), assigner);
    Assignment assignment = member.assignment("shop", "c1", Membership.NONE, assigner);
    CustomerSegment avro =
        CustomerSegment.fromByteBuffer(SegmentMapping.upsert(assignment).value().toByteBuffer());
    assertThat(avro.getSegmentId()).isEqualTo(member.segment());
    assertThat(avro.getPreviousSegmentId()).isNull();
    assertThat(avro.getReasons()).hasSize(3);
    Assignment gone = Assignment.gone("shop", "c1", member);
    assertThat(SegmentMapping.upsert(gone).value()).isNull();
    assertThat(SegmentMapping.upsert(gone).key()).isEqualTo("shop/c1");
  }

  @Test
  void theOptionsDefaultToTheSettingsDefaults() {
    assertThat(SegmentOptions.settings(new Configuration())).isEqualTo(SegmentSettings.DEFAULT);
  }

  @Property(tries = 200)
  void flinkMlsDistanceIsTheEuclidean(
      @ForAll @Size(6) List<@DoubleRange(min = -9, max = 9) Double> a,
      @ForAll @Size(6) List<@DoubleRange(min = -9, max = 9) Double> b) {
    double squares = 0;
    for (int i = 0; i < a.size(); i++) {
      squares += (a.get(i) - b.get(i)) * (a.get(i) - b.get(i));
    }
    assertThat(FlinkMlDistance.EUCLIDEAN.between(array(a), array(b)))
        .isCloseTo(Math.sqrt(squares), offset(1e-5));
  }

  @Test
  void theServableAssignsAsTheJobDoes() throws Exception {
    Centroids model = AssignFunctionTest.model();
    ByteBuffer encoded = SegmentMapping.toAvro(model).toByteBuffer();
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    SegmentModelServable servable =
        new SegmentModelServable().setModelData(new ByteArrayInputStream(bytes));
    Assigner assigner = new Assigner(model, FlinkMlDistance.EUCLIDEAN);
    List<Row> rows = new ArrayList<>();
    List<Object> expected = new ArrayList<>();
    for (Activity profile : Profiles.seconds(20, 1)) {
      double[] point = Feature.point(profile);
      rows.add(new Row(new ArrayList<>(List.of(new DenseVector(point)))));
      expected.add(model.segments().get(assigner.nearest(point)).id());
    }
    DataFrame input =
        new DataFrame(
            new ArrayList<>(List.of("features")),
            new ArrayList<>(List.of(DataTypes.VECTOR(BasicType.DOUBLE))),
            rows);
    DataFrame output = servable.transform(input);
    int prediction = output.getIndex("prediction");
    assertThat(output.collect()).extracting(row -> row.get(prediction)).isEqualTo(expected);
  }

  @Test
  void aServableWithoutAModelSaysSo() {
    DataFrame empty = new DataFrame(List.of(), List.of(), List.of());
    assertThatThrownBy(() -> new SegmentModelServable().transform(empty))
        .isInstanceOf(IllegalStateException.class);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
