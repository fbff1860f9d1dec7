package io.rapport.jobs.frame;

import io.rapport.jobs.state.Noted;
import java.util.Optional;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.BroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.KeyedBroadcastStateTransformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * Describes operators on Flink's dashboard by their notes: the state, its bound and its
 * time-to-live.
 */
final class OperatorNotes {

  private OperatorNotes() {}

  /** Describes an operator whose function, or which itself, can say what it keeps. */
  static void describe(Transformation<?> step) {
    noted(step).ifPresent(noted -> step.setDescription(step.getName() + " | " + noted.note()));
  }

  private static Optional<Noted> noted(Transformation<?> step) {
    return Optional.ofNullable(logic(step)).filter(Noted.class::isInstance).map(Noted.class::cast);
  }

  private static Object logic(Transformation<?> step) {
    if (step instanceof KeyedBroadcastStateTransformation<?, ?, ?, ?> keyed) {
      return keyed.getUserFunction();
    }
    if (step instanceof BroadcastStateTransformation<?, ?, ?> broadcast) {
      return broadcast.getUserFunction();
    }
    if (step instanceof OneInputTransformation<?, ?> one) {
      return logic(one.getOperatorFactory());
    }
    if (step instanceof TwoInputTransformation<?, ?, ?> two) {
      return logic(two.getOperatorFactory());
    }
    return null;
  }

  private static Object logic(StreamOperatorFactory<?> factory) {
    if (factory instanceof UdfStreamOperatorFactory<?> udf) {
      return udf.getUserFunction();
    }
    return factory instanceof SimpleOperatorFactory<?> simple ? simple.getOperator() : null;
  }
}
