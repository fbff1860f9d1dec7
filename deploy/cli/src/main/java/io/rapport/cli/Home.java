package io.rapport.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project is, as the launcher says. */
final class Home {
  private static final String PROPERTY = "rapport.home";

  private Home() {}

  static Path directory() {
    return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath();
  }

  /** The file that says where the stack started by {@code up} or {@code demo} listens. */
  static Path session() {
    return directory().resolve(".rapport/session.properties");
  }

  /**
   * The jar that is submitted to a cluster.
   *
   * @throws CommandFailedException if it was not built
   */
  static Path jobJar() {
    Path jar = directory().resolve("flink-jobs/jobs/target/rapport-jobs-job.jar");
    if (!Files.isRegularFile(jar)) {
      throw new CommandFailedException(
          "There is no job jar "
              + jar
              + ". Build it with: mvn package -DskipTests -pl flink-jobs/jobs -am");
    }
    return jar;
  }
}
