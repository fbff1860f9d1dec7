package io.rapport.cli.replay;

import io.rapport.avro.DeadLetter;
import io.rapport.cli.lines.BadLine;
import io.rapport.connectors.kafka.DeadLetters;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.WireProducer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Sends one file.
 *
 * @param speed event time over wall-clock time; infinity for as fast as it goes
 * @param now the time that the file's latest event gets, milliseconds since the epoch; null to
 *     leave times as they are
 */
public record Replay(
    ReplayFormat format, Path file, String site, long limit, double speed, Long now) {

  private static final String STAGE = "replay";

  private static final ReplaySink NOWHERE =
      new ReplaySink() {
        @Override
        public void event(SpecificRecord event) {}

        @Override
        public void bad(BadLine line) {}
      };

  /**
   * Reads the file without sending anything.
   *
   * @throws IOException when it cannot be read
   * @throws UnknownHeaderException when the format does not understand its header
   */
  public FileAccount survey(LongConsumer progress) throws IOException {
    return FileReplay.read(format, file, site, limit, counting(NOWHERE, progress));
  }

  /**
   * Sends the file's events, and its bad lines as dead letters.
   *
   * @param survey the result of {@link #survey}, by which times are shifted
   * @throws IOException when it cannot be read
   */
  public FileAccount send(FileAccount survey, WireProducer producer, LongConsumer progress)
      throws IOException {
    long shift = now == null || survey.allEvents() == 0 ? 0 : now - survey.lastTime();
    Pace pace = new Pace(speed, System::nanoTime);
    String topic = Topic.of(format.contract()).name();
    ReplaySink sink =
        new ReplaySink() {
          @Override
          public void event(SpecificRecord event) {
            pace.await(EventTimes.time(event));
            EventTimes.shift(event, shift);
            producer.send(event);
          }

          @Override
          public void bad(BadLine line) {
            producer.send(deadLetter(line, topic));
          }
        };
    return FileReplay.read(format, file, site, limit, counting(sink, progress));
  }

  private static ReplaySink counting(ReplaySink sink, LongConsumer progress) {
    return new ReplaySink() {
      @Override
      public void event(SpecificRecord event) {
        sink.event(event);
      }

      @Override
      public void bad(BadLine line) {
        sink.bad(line);
      }

      @Override
      public void progress(long lines) {
        progress.accept(lines);
      }
    };
  }

  private DeadLetter deadLetter(BadLine line, String topic) {
    return DeadLetters.ofOutside(
        file.getFileName() + ":" + line.line(),
        topic,
        line.line(),
        STAGE,
        line.reason(),
        line.detail(),
        line.raw().getBytes(StandardCharsets.UTF_8),
        Instant.now());
  }
}
