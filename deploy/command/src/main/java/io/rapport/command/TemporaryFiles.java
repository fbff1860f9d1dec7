package io.rapport.command;

import io.rapport.local.files.DirectoryTree;
import java.nio.file.Path;

/**
 * The directory that the launcher has made for the temporary files of this process. It goes with
 * the process; that of a killed one is removed by the launcher's next start.
 */
public final class TemporaryFiles {
  private static final String PROPERTY = "rapport.tmp";

  private TemporaryFiles() {}

  /** Has the directory removed at the end of this JVM; none, if no launcher has made one. */
  public static void removeAtExit() {
    String directory = System.getProperty(PROPERTY, "");
    if (!directory.isBlank()) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> DirectoryTree.delete(Path.of(directory)), "temporary-files"));
    }
  }
}
