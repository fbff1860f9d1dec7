package io.rapport.jobs.segment;

import io.rapport.core.segment.Assigner;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.ml.linalg.Vector;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.ParamValidators;
import org.apache.flink.ml.param.StringParam;
import org.apache.flink.ml.servable.api.DataFrame;
import org.apache.flink.ml.servable.api.ModelServable;
import org.apache.flink.ml.servable.api.Row;
import org.apache.flink.ml.servable.types.DataTypes;
import org.apache.flink.ml.util.ParamUtils;

/**
 * A published segment model as a Flink ML servable, for services outside of Flink.
 *
 * <p>It adds to each row the id of the segment nearest to the point in the features column. Points
 * are those of {@link io.rapport.core.segment.Feature#point}, not standardised.
 */
public final class SegmentModelServable implements ModelServable<SegmentModelServable> {

  /** The column of the points, a vector. */
  public static final Param<String> FEATURES_COLUMN =
      new StringParam(
          "featuresCol", "Features column name.", "features", ParamValidators.notNull());

  /** The column of the segment ids, an integer. */
  public static final Param<String> PREDICTION_COLUMN =
      new StringParam(
          "predictionCol", "Prediction column name.", "prediction", ParamValidators.notNull());

  private final Map<Param<?>, Object> params = new HashMap<>();
  private Assigner assigner;

  /** A servable without a model. */
  public SegmentModelServable() {
    ParamUtils.initializeMapWithDefaultValues(params, this);
  }

  /**
   * @param model one stream, a {@code SegmentModel} in Avro's single-object encoding
   */
  @Override
  public SegmentModelServable setModelData(InputStream... model) throws IOException {
    if (model.length != 1) {
      throw new IllegalArgumentException("one model is expected, not " + model.length);
    }
    assigner = new Assigner(SegmentMapping.read(model[0]), FlinkMlDistance.EUCLIDEAN);
    return this;
  }

  @Override
  public DataFrame transform(DataFrame input) {
    if (assigner == null) {
      throw new IllegalStateException("setModelData has to be called first");
    }
    int features = input.getIndex(get(FEATURES_COLUMN));
    List<Integer> segments = new ArrayList<>();
    for (Row row : input.collect()) {
      Vector point = row.getAs(features);
      segments.add(assigner.model().segments().get(assigner.nearest(point.toArray())).id());
    }
    return input.addColumn(get(PREDICTION_COLUMN), DataTypes.INT, segments);
  }

  @Override
  public Map<Param<?>, Object> getParamMap() {
    return params;
  }
}
