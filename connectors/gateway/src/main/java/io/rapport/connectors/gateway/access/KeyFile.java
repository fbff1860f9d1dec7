package io.rapport.connectors.gateway.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The file of keys: JSON, readable by its owner alone, replaced as a whole so that no reader sees
 * half of it. It holds hashes of keys, and the secrets of visitors' tokens.
 */
public final class KeyFile {

  private static final long MOST_BYTES = 8L << 20;
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;

  public KeyFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /**
   * Reads the file.
   *
   * @return no keys when there is no file
   * @throws IllegalArgumentException when it is not a file of keys
   */
  public Keys read() {
    try {
      if (!Files.exists(path)) {
        return Keys.NONE;
      }
      if (Files.size(path) > MOST_BYTES) {
        throw broken("it is larger than " + MOST_BYTES + " bytes");
      }
      return parse(JSON.readTree(Files.readAllBytes(path)));
    } catch (JsonProcessingException e) {
      throw broken("it is no JSON, " + position(e));
    } catch (IOException e) {
      throw new UncheckedIOException("The file of keys " + path + " cannot be read: " + e, e);
    }
  }

  private static String position(JsonProcessingException e) {
    return e.getLocation() == null
        ? "and empty"
        : "at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  private IllegalArgumentException broken(String reason) {
    return new IllegalArgumentException(
        "The file of keys " + path + " is broken: " + reason + ". Restore it from a copy.");
  }

  private Keys parse(JsonNode root) {
    if (root.path("format").asInt() != FORMAT || !root.path("keys").isArray()) {
      throw broken("it does not have format " + FORMAT);
    }
    if (root.get("keys").size() > Keys.MOST_KEYS) {
      throw broken("it holds more than " + Keys.MOST_KEYS + " keys");
    }
    List<Key> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<VisitorSecret> secrets = new ArrayList<>();
    try {
      for (JsonNode json : root.get("keys")) {
        Key key = key(json);
        if (!ids.add(key.id())) {
          throw new IllegalArgumentException("the id " + key.id() + " is there twice");
        }
        keys.add(key);
      }
      for (JsonNode json : root.path("visitorSecrets")) {
        secrets.add(
            new VisitorSecret(
                text(json, "id"), text(json, "secret"), Instant.parse(text(json, "created"))));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      throw broken("of entry " + (keys.size() + secrets.size() + 1) + ", " + e.getMessage());
    }
    return new Keys(keys, secrets);
  }

  private static Key key(JsonNode json) {
    Role role =
        Role.of(text(json, "role"))
            .orElseThrow(
                () -> new IllegalArgumentException("the role should be one of " + Role.words()));
    Sites sites = Sites.of(texts(json, "sites"));
    Set<String> origins = new TreeSet<>(texts(json, "origins"));
    if (role == Role.BROWSER && (sites.all() || sites.names().size() != 1)) {
      throw new IllegalArgumentException("a browser key should have exactly one site");
    }
    if (role == Role.BROWSER && origins.isEmpty()) {
      throw new IllegalArgumentException("a browser key should have the origins of its pages");
    }
    return new Key(
        text(json, "id"),
        role,
        sites,
        origins,
        Instant.parse(text(json, "created")),
        time(json, "expires"),
        json.path("rate").asInt(),
        json.path("label").asText(),
        time(json, "revoked"),
        new Key.Hash(text(json, "sha256")));
  }

  private static String text(JsonNode json, String name) {
    String text = json.path(name).asText();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the field " + name + " is missing");
    }
    return text;
  }

  private static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    json.path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Optional<Instant> time(JsonNode json, String name) {
    return json.hasNonNull(name) ? Optional.of(Instant.parse(text(json, name))) : Optional.empty();
  }

  /**
   * Changes the file. Threads and processes that change it wait for each other.
   *
   * @return the keys after the change
   */
  public Keys change(UnaryOperator<Keys> change) {
    // A lock of the system holds between processes, not between threads.
    synchronized (KeyFile.class) {
      return changeAlone(change);
    }
  }

  private Keys changeAlone(UnaryOperator<Keys> change) {
    try {
      Files.createDirectories(path.getParent());
      Path lock = path.resolveSibling(path.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(
                  lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly());
          FileLock held = channel.lock()) {
        Keys changed = change.apply(read());
        write(changed);
        return held.isValid() ? changed : read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The file of keys " + path + " cannot be written: " + e, e);
    }
  }

  private void write(Keys keys) throws IOException {
    Path whole =
        Files.createTempFile(path.getParent(), path.getFileName().toString(), ".new", ownerOnly());
    try {
      writeThrough(whole, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json(keys)));
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (isPosix()) {
        // Else a revoked key may be back after a loss of power.
        try (FileChannel directory = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
          directory.force(true);
        }
      }
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** Writes so that the bytes are on the disk before the file takes the place of the former one. */
  private static void writeThrough(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Whether others than its owner may read it. */
  boolean isReadableByOthers() throws IOException {
    return isPosix()
        && Files.exists(path)
        && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path));
  }

  public Path path() {
    return path;
  }

  private static ObjectNode json(Keys keys) {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ArrayNode list = root.putArray("keys");
    keys.all().forEach(key -> list.add(json(key)));
    ArrayNode secrets = root.putArray("visitorSecrets");
    keys.secrets()
        .forEach(
            secret ->
                secrets
                    .addObject()
                    .put("id", secret.id())
                    .put("secret", secret.text())
                    .put("created", secret.created().toString()));
    return root;
  }

  private static ObjectNode json(Key key) {
    ObjectNode json = JSON.createObjectNode().put("id", key.id()).put("role", key.role().word());
    ArrayNode sites = json.putArray("sites");
    (key.sites().all() ? Set.of(Sites.ANY) : key.sites().names()).forEach(sites::add);
    ArrayNode origins = json.putArray("origins");
    key.origins().forEach(origins::add);
    return json.put("label", key.label())
        .put("created", key.created().toString())
        .put("expires", key.expires().map(Instant::toString).orElse(null))
        .put("revoked", key.revoked().map(Instant::toString).orElse(null))
        .put("rate", key.rate())
        .put("sha256", key.hash().hex());
  }
}
