package io.rapport.connectors.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the file as they are now: read again when it has changed. A file that is broken or
 * gone changes nothing, so that neither lets anybody in nor locks everybody out.
 */
public final class KeyRing {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

  /** A version of the file; a replaced file has another identity. */
  private record Version(Object modified, long size, Object identity) {}

  private final Optional<KeyFile> file;
  private final Clock clock;
  private final List<BiConsumer<Keys, Keys>> listeners = new CopyOnWriteArrayList<>();
  private volatile Keys keys = Keys.NONE;
  private volatile boolean present;
  private volatile String problem;
  private Version version;

  /**
   * @throws IllegalArgumentException when there is a file and it is broken
   */
  public KeyRing(Optional<Path> path, Clock clock) {
    this.file = path.map(KeyFile::new);
    this.clock = clock;
    reload();
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Reads the file if it has changed. For one thread at a time. */
  public synchronized void reload() {
    if (file.isEmpty()) {
      return;
    }
    try {
      BasicFileAttributes now = Files.readAttributes(file.get().path(), BasicFileAttributes.class);
      Version found = new Version(now.lastModifiedTime(), now.size(), now.fileKey());
      if (found.equals(version)) {
        return;
      }
      Keys read = file.get().read();
      if (file.get().isReadableByOthers()) {
        LOG.warn("The file of keys {} can be read by others: chmod 600", file.get().path());
      }
      Keys before = keys;
      keys = read;
      version = found;
      present = true;
      problem = null;
      LOG.info("The file of keys {} is read: {} keys", file.get().path(), read.all().size());
      listeners.forEach(listener -> listener.accept(before, read));
    } catch (NoSuchFileException e) {
      version = null;
      complain(present ? "The file of keys " + file.get().path() + " is gone." : null);
    } catch (IOException | RuntimeException e) {
      complain(e.getMessage());
    }
  }

  private void complain(String reason) {
    if (reason != null && !reason.equals(problem)) {
      LOG.error("{} The last good keys hold.", reason);
    }
    problem = reason;
  }

  /** Calls back with the keys before and after each change. */
  public void onChange(BiConsumer<Keys, Keys> listener) {
    listeners.add(listener);
  }

  /** Whether there is or was a file, so that keys are asked for. */
  public boolean isPresent() {
    return present;
  }

  /** Why the file cannot be used at present; empty when it can. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  public Keys keys() {
    return keys;
  }

  /** The caller whose key this is. */
  Optional<Caller> caller(String text) {
    return keys.match(text, clock.instant()).map(Caller::of);
  }

  /** Whether a key of this id is there and live. */
  boolean isLive(String id) {
    return keys.byId(id).filter(key -> key.isLive(clock.instant())).isPresent();
  }

  /** Keys that are neither revoked nor expired. */
  public long live() {
    return keys.all().stream().filter(key -> key.isLive(clock.instant())).count();
  }

  /** Whether pages of this origin have a live key. */
  boolean hasOrigin(String origin) {
    for (Key key : keys.all()) {
      if (key.origins().contains(origin) && key.isLive(clock.instant())) {
        return true;
      }
    }
    return false;
  }
}
