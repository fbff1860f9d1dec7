package io.rapport.local.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file whose readers see all of its new content or all of the old, whenever the writer ends. */
public final class AtomicFile {
  /** The end of the name under which the next content is written. */
  public static final String NEXT = ".next";

  private AtomicFile() {}

  /** Replaces the content. One process writes a file, any number read it. */
  public static void write(Path file, String content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + NEXT);
    Files.writeString(next, content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
