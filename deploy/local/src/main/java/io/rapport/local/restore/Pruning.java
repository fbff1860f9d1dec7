package io.rapport.local.restore;

import io.rapport.local.files.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The removal of files that no restore point needs: what jobs that were killed have left behind,
 * and all but the newest restore points of each job. Only while no job runs.
 */
record Pruning(RestorePoints points, int kept) {
  private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");

  void run() {
    Set<String> needed = new HashSet<>();
    for (String job : points.jobs()) {
      List<RestorePoint> all = points.all(job);
      String metadata =
          all.stream().limit(kept).map(Pruning::metadata).collect(Collectors.joining());
      all.stream().limit(kept).forEach(point -> addJobIds(point.path().toString(), needed));
      addJobIds(metadata, needed);
      // A job that went on from an older point may still use its files.
      all.stream()
          .skip(kept)
          .filter(point -> !metadata.contains(place(point)))
          .forEach(point -> DirectoryTree.delete(point.path()));
    }
    for (String job : points.jobs()) {
      removeOthers(points.checkpoints(job), needed);
      points.incomplete(job).forEach(DirectoryTree::delete);
    }
  }

  /** The end of a point's path, as it is in the paths of its files. */
  private static String place(RestorePoint point) {
    Path name = point.path().getFileName();
    Path parent = point.path().getParent().getFileName();
    return (point.kind() == RestorePoint.Kind.CHECKPOINT ? parent.resolve(name) : name) + "/";
  }

  /** A metadata file, which names the files of its point in clear. */
  private static String metadata(RestorePoint point) {
    try {
      return Files.readString(
          point.path().resolve(RestorePoints.METADATA), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the metadata of " + point.path(), e);
    }
  }

  private static void addJobIds(String text, Set<String> ids) {
    Matcher id = JOB_ID.matcher(text);
    while (id.find()) {
      ids.add(id.group());
    }
  }

  private static void removeOthers(Path parent, Set<String> needed) {
    for (Path directory : RestorePoints.children(parent)) {
      String name = directory.getFileName().toString();
      if (JOB_ID.matcher(name).matches() && !needed.contains(name)) {
        DirectoryTree.delete(directory);
      }
    }
  }
}
