package io.rapport.jobs.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class ServingOptionsTest {

  @Test
  void onlyStepsThatAreWaitedForHaveTheParallelismOfServing() {
    SingleOutputStreamOperator<Long> source = ServingOptions.serving(source(2, 3));
    SingleOutputStreamOperator<Long> answer = ServingOptions.answering(source.map(i -> i));
    assertThat(source.getParallelism()).isEqualTo(3);
    assertThat(answer.getParallelism()).isEqualTo(3);
    assertThat(ServingOptions.apart(answer, "apart", "apart").getParallelism()).isEqualTo(2);
  }

  @Test
  void unsetItIsThatOfAllOthers() {
    SingleOutputStreamOperator<Long> source = ServingOptions.serving(source(2, 0));
    assertThat(source.getParallelism()).isEqualTo(2);
    assertThat(ServingOptions.answering(source.map(i -> i)).getParallelism()).isEqualTo(2);
  }

  @Test
  void outputIsFlushedAtOnceWhereAnAnswerIsWaitedFor() {
    SingleOutputStreamOperator<Long> source = source(2, 3);
    assertThat(ServingOptions.serving(source).getTransformation().getBufferTimeout()).isZero();
    assertThat(ServingOptions.answering(source.map(i -> i)).getTransformation().getBufferTimeout())
        .isNotZero();
  }

  @Test
  void fewerThanNoneIsRefused() {
    SingleOutputStreamOperator<Long> source = source(2, -1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServingOptions.answering(source))
        .withMessage("rapport.serving.parallelism must be 0 or above, not -1");
  }

  private static SingleOutputStreamOperator<Long> source(int parallelism, int serving) {
    Configuration config = new Configuration();
    config.set(ServingOptions.PARALLELISM, serving);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
    return environment.fromSequence(0, 1);
  }
}
