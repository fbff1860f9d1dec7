package io.rapport.command.connection;

import io.rapport.connectors.kafka.Contracts;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.TopicAdmin;
import io.rapport.schemas.ContractTypes;
import java.io.IOException;
import java.util.List;

/**
 * The topics of the system and their contracts, created where they are missing.
 *
 * @param created names of the topics that did not exist
 * @param topics of the system in all
 * @param contracts registered
 */
public record TopicSetup(List<String> created, int topics, int contracts) {

  /** Creates and registers what is missing at a broker and a registry. */
  public static TopicSetup ensure(KafkaSettings kafka) throws IOException {
    List<Topic<?>> topics = kafka.topics(ContractTypes.ALL);
    List<String> created;
    try (TopicAdmin admin = new TopicAdmin(kafka)) {
      created = admin.create(topics);
    }
    int contracts = Contracts.register(kafka.registryUrl(), topics).size();
    return new TopicSetup(created, topics.size(), contracts);
  }
}
