package io.rapport.command.connection;

import io.rapport.command.CommandFailedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's directory, as the launcher names it, and the files in it that commands use. */
public final class ProjectPaths {
  private static final String PROPERTY = "rapport.home";

  private ProjectPaths() {}

  static Path directory() {
    return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath();
  }

  /** The file that says where the stack started by {@code up} or {@code demo} listens. */
  public static Path session() {
    return directory().resolve(".rapport/session.properties");
  }

  /**
   * The jar that is submitted to a cluster.
   *
   * @throws CommandFailedException if it was not built
   */
  public static Path jobJar() {
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
