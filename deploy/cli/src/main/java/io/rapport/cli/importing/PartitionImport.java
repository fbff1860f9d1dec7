package io.rapport.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.cli.importing.FileRecords.Line;
import io.rapport.cli.lines.BadLine;
import io.rapport.connectors.sources.contract.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The import of one partition of a topic, across polls and across imports. Rows of one order are
 * next to each other in a partition, but not in a poll: the last order is kept until a record of
 * another comes. When nothing follows it is told as it is, and its rows are read again by the next
 * import, where they make the same event, or with further rows the whole order.
 */
final class PartitionImport {

  /** Polls without a record after which an order counts as complete. */
  static final int QUIET_POLLS = 20;

  private final ImportRun run;
  private final StrictJson json = new StrictJson(FileShape.MAX_DEPTH);
  private long next = -1;
  private int quiet;

  PartitionImport(ImportRun run) {
    this.run = run;
  }

  /** Uses the partition's records of one poll, which may be none. */
  void use(List<? extends ConsumerRecord<byte[], byte[]>> records) throws IOException {
    quiet = records.isEmpty() ? quiet + 1 : 0;
    if (quiet == QUIET_POLLS) {
      run.tellOrder();
    }
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.value() != null) { // A tombstone follows the change that deletes.
        run.use(line(record));
      }
      next = record.offset() + 1;
    }
  }

  /** Tells of the last order, because the end that was asked for is reached. */
  void end() throws IOException {
    run.tellOrder();
  }

  /**
   * The offset from which the next import goes on: behind the last record, or at the first row of
   * an order that may go on. -1 before the first record.
   */
  long place() {
    return run.openSince() < 0 ? next : run.openSince();
  }

  private Line line(ConsumerRecord<byte[], byte[]> record) {
    String text = new String(record.value(), StandardCharsets.UTF_8);
    try {
      JsonNode value = json.read(text);
      return new Line(record.offset(), text, value, null);
    } catch (StrictJson.NotJsonException e) {
      BadLine bad =
          new BadLine(record.offset(), 1, text, "not-json", "the record is no JSON object");
      return new Line(record.offset(), text, null, bad);
    }
  }
}
