package io.rapport.e2e;

import io.rapport.connectors.kafka.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** A limit on the size of a topic's records, below that of any record; lifted when closed. */
final class TopicLimit implements AutoCloseable {

  private final Admin admin;
  private final ConfigResource topic;

  TopicLimit(KafkaSettings settings, String topic) {
    this.admin = Admin.create(settings.clientConfig());
    this.topic = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    alter(AlterConfigOp.OpType.SET);
  }

  private void alter(AlterConfigOp.OpType operation) {
    ConfigEntry limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "1");
    try {
      admin
          .incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(limit, operation))))
          .all()
          .get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("The limit of " + topic.name() + " was not changed", e);
    }
  }

  @Override
  public void close() {
    try (admin) {
      alter(AlterConfigOp.OpType.DELETE);
    }
  }
}
