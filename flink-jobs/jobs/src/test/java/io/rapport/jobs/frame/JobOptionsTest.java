package io.rapport.jobs.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;

class JobOptionsTest {

  @Test
  void stateIsInRocksDbAndCheckpointedEveryTenSeconds() {
    Configuration config = JobOptions.configuration("a job", Map.of());
    assertThat(JobOptions.name(config)).isEqualTo("a job");
    assertThat(config.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(config.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(config.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
  }

  @Test
  void theCommandLineWinsButNotOverWhatStateDependsOn() {
    Configuration config =
        JobOptions.configuration(
            "a job",
            Map.of(
                "execution.checkpointing.interval", "3 s",
                "pipeline.generic-types", "true",
                "pipeline.auto-generate-uids", "true"));
    assertThat(config.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(config.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(config.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
  }

  @Test
  void aMisspeltOptionStopsTheJobBeforeItStarts() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RapportJob.of(
                    JobKind.SEGMENT,
                    new String[] {"--rapport.kafka.bootstrap-server", "localhost:1"},
                    List.of()))
        .withMessageContaining("Did you mean 'rapport.kafka.bootstrap-servers'?");
  }
}
