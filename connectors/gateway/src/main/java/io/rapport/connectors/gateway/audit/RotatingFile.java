package io.rapport.connectors.gateway.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file of lines, readable by its owner alone and bounded in size and number: when it is full it
 * is renamed to {@code NAME.1}, the one before to {@code NAME.2}, and the oldest is deleted. For
 * one thread.
 */
final class RotatingFile implements AutoCloseable {

  private final Path path;
  private final long maxBytes;
  private final int files;
  private FileChannel channel;
  private long size;

  RotatingFile(Path path, long maxBytes, int files) {
    this.path = path.toAbsolutePath();
    this.maxBytes = maxBytes;
    this.files = files;
  }

  void append(String lines) throws IOException {
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    if (channel == null) {
      open();
    }
    if (size > 0 && size + bytes.length > maxBytes) {
      close();
      rotate();
      open();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      size += channel.write(buffer);
    }
  }

  private void open() throws IOException {
    Files.createDirectories(path.getParent());
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
            posix
                ? new FileAttribute<?>[] {
                  PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0]);
    size = channel.size();
  }

  private void rotate() throws IOException {
    for (int i = files - 2; i >= 0; i--) {
      Path from = numbered(i);
      if (Files.exists(from)) {
        Files.move(from, numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (files == 1) {
      Files.deleteIfExists(path);
    }
  }

  private Path numbered(int number) {
    return number == 0 ? path : path.resolveSibling(path.getFileName() + "." + number);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
