package io.rapport.connectors.kafka.flink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;

class KafkaOutputTest {

  /** A writer whose send has failed: it says so at every call, as Kafka's does. */
  private record Failed() implements SinkWriter<String> {
    @Override
    public void write(String element, Context context) throws IOException {
      throw new IOException("not sent");
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      throw new IOException("not sent");
    }

    @Override
    public void close() throws Exception {
      throw new IOException("not sent");
    }
  }

  @Test
  void aFailedSendFailsTheTaskAndNotItsEnd() {
    KafkaOutput.Writer<String> writer = new KafkaOutput.Writer<>(new Failed());
    assertThatThrownBy(() -> writer.write("a", null)).hasMessage("not sent");
    assertThatThrownBy(() -> writer.flush(true)).hasMessage("not sent");
    assertThatCode(writer::close).doesNotThrowAnyException();
  }
}
