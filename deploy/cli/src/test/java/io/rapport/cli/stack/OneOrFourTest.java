package io.rapport.cli.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.cli.jobs.JobName;
import io.rapport.local.restore.RestorePoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneOrFourTest {
  @TempDir private Path stack;

  @Test
  void refusesToDivideTheStateOfOneJob() throws IOException {
    save("rapport");

    assertThatThrownBy(() -> OneOrFour.require(JobName.DOMAINS, RestorePoints.in(stack)))
        .hasMessageContaining(stack + " holds the state of one job, which cannot be divided")
        .hasMessageContaining("Start with --one-job");
    allows(List.of(JobName.ALL));
  }

  @Test
  void refusesToPutTheStateOfFourJobsTogether() throws IOException {
    save("rapport-segment");

    assertThatThrownBy(() -> OneOrFour.require(List.of(JobName.ALL), RestorePoints.in(stack)))
        .hasMessageContaining("Start without --one-job");
    allows(JobName.DOMAINS);
  }

  @Test
  void allowsAnythingInANewDirectoryAndNoJobsAnywhere() throws IOException {
    allows(JobName.DOMAINS);
    allows(List.of(JobName.ALL));
    save("rapport");
    allows(List.of());
  }

  private void allows(List<JobName> jobs) {
    assertThatCode(() -> OneOrFour.require(jobs, RestorePoints.in(stack)))
        .doesNotThrowAnyException();
  }

  private void save(String jobName) throws IOException {
    Path savepoint = RestorePoints.in(stack).savepoints(jobName).resolve("savepoint-1");
    Files.createDirectories(savepoint);
    Files.write(savepoint.resolve("_metadata"), new byte[] {0x49, 0x60, 0x67, 0x2d, 0, 0});
  }
}
