package io.rapport.local.files;

import io.rapport.local.process.ProcessMark;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The ownership of a directory by this process. It is a lock on the directory's file {@value
 * #LOCK}, which the system gives up when the process ends, in whatever way; the file itself stays.
 * The file {@value #OWNER} is there while the directory is owned, and is left by an owner that was
 * killed.
 */
public final class Ownership {
  /** The owner's process, for people. */
  public static final String OWNER = "owner.pid";

  public static final String LOCK = "owner.lock";

  private static final int TRIES = 10;
  private static final long LOOK_NANOS = 50_000_000;

  /** A system may give up a lock when any channel of the file is closed: none is opened twice. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path directory;
  private final FileChannel channel;

  private Ownership(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Takes a directory for this process; empty if another stack has it. */
  public static Optional<Ownership> take(Path path) throws IOException {
    Path directory = path.toRealPath();
    synchronized (HELD) {
      if (HELD.contains(directory)) {
        return Optional.empty();
      }
      FileChannel channel = open(directory, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (!lock(channel)) {
          channel.close();
          return Optional.empty();
        }
        Files.writeString(directory.resolve(OWNER), ProcessMark.of(ProcessHandle.current()));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      HELD.add(directory);
      return Optional.of(new Ownership(directory, channel));
    }
  }

  /** Whether a live process has the directory. Changes nothing. */
  public static boolean isHeld(Path path) throws IOException {
    Path directory = path.toRealPath();
    synchronized (HELD) {
      if (HELD.contains(directory)) {
        return true;
      }
      if (!Files.exists(directory.resolve(LOCK))) {
        return ownerLives(directory);
      }
      try (FileChannel channel = open(directory, StandardOpenOption.READ)) {
        return channel.tryLock(0, Long.MAX_VALUE, true) == null;
      } catch (OverlappingFileLockException e) {
        return true;
      }
    }
  }

  /** Removes a directory whose owner was killed; any other stays. */
  public static void removeAbandoned(Path path) throws IOException {
    synchronized (HELD) {
      try {
        Path directory = path.toRealPath();
        if (HELD.contains(directory)
            || !Files.exists(directory.resolve(OWNER))
            || (!Files.exists(directory.resolve(LOCK)) && ownerLives(directory))) {
          return;
        }
        try (FileChannel channel =
            open(directory, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          if (channel.tryLock() != null) {
            DirectoryTree.delete(directory, directory.resolve(OWNER));
          }
        }
      } catch (NoSuchFileException e) {
        // Somebody else is removing it.
      }
    }
  }

  /** Gives the directory back. */
  public void release() throws IOException {
    synchronized (HELD) {
      Files.deleteIfExists(directory.resolve(OWNER));
      channel.close();
      HELD.remove(directory);
    }
  }

  /** Removes the directory, and then gives it back. */
  public void remove() throws IOException {
    DirectoryTree.delete(directory, directory.resolve(OWNER));
    release();
  }

  /** Whether it is locked now; a look of another process may hold the lock for a moment. */
  private static boolean lock(FileChannel channel) throws IOException {
    try {
      for (int i = 1; channel.tryLock() == null; i++) {
        if (i == TRIES) {
          return false;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
      return true;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static FileChannel open(Path directory, StandardOpenOption... options)
      throws IOException {
    return FileChannel.open(directory.resolve(LOCK), options);
  }

  private static boolean ownerLives(Path directory) throws IOException {
    Path owner = directory.resolve(OWNER);
    return Files.exists(owner) && ProcessMark.live(Files.readString(owner)).isPresent();
  }
}
