package io.rapport.cli.operations;

import io.rapport.command.connection.KafkaConnectionOptions;
import io.rapport.command.connection.TopicSetup;
import io.rapport.command.terminal.TextTable;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.TopicAdmin;
import io.rapport.schemas.ContractTypes;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates or describes the topics: {@code rapport topics}. */
@Command(name = "topics", description = "Create or describe the topics and their contracts.")
public final class TopicsCommand implements Runnable {
  private static final long MILLIS_A_DAY = 86_400_000;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say create or describe.");
  }

  @Command(
      name = "create",
      description = "Create the topics that do not exist, and register every contract.")
  int create(@Mixin KafkaConnectionOptions connection) throws IOException {
    TopicSetup done = TopicSetup.ensure(connection.kafka());
    PrintWriter out = spec.commandLine().getOut();
    done.created().forEach(name -> out.println("created " + name));
    out.printf(
        "%d topics created, %d existed; %d contracts registered%n",
        done.created().size(), done.topics() - done.created().size(), done.contracts());
    out.flush();
    return 0;
  }

  @Command(name = "describe", description = "Show the topics as they are at the broker.")
  int describe(@Mixin KafkaConnectionOptions connection) {
    KafkaSettings kafka = connection.kafka();
    PrintWriter out = spec.commandLine().getOut();
    TextTable table =
        new TextTable("TOPIC", "PARTITIONS", "REPLICATION", "CLEANUP", "RETENTION", "RECORDS");
    boolean complete = true;
    try (TopicAdmin admin = new TopicAdmin(kafka)) {
      for (TopicAdmin.Description topic : admin.describe(kafka.topics(ContractTypes.ALL))) {
        complete &= topic.exists();
        if (topic.exists()) {
          table.row(
              topic.name(),
              topic.partitions(),
              topic.replication(),
              topic.cleanup(),
              retention(topic),
              topic.records());
        } else {
          table.row(topic.name(), "missing", "", "", "", "");
        }
      }
    }
    out.print(table);
    if (!complete) {
      out.println("Create the missing ones with: rapport topics create");
    }
    out.flush();
    return complete ? 0 : 1;
  }

  private static String retention(TopicAdmin.Description topic) {
    boolean forever = topic.retentionMs() < 0 || topic.cleanup().equals("compact");
    return forever ? "for ever" : topic.retentionMs() / MILLIS_A_DAY + " d";
  }
}
