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
      all.stream().limit(kept).forEach(point -> needed.addAll(jobIds(point)));
      all.stream().skip(kept).forEach(point -> DirectoryTree.delete(point.path()));
    }
    for (String job : points.jobs()) {
      removeOthers(points.checkpoints(job), needed);
      points.incomplete(job).forEach(DirectoryTree::delete);
    }
    removeOthers(points.changelog(), needed);
  }

  /** The jobs in whose directories a restore point has files: its metadata names them in clear. */
  private static Set<String> jobIds(RestorePoint point) {
    Set<String> ids = new HashSet<>();
    Matcher inPath = JOB_ID.matcher(point.path().toString());
    while (inPath.find()) {
      ids.add(inPath.group());
    }
    try {
      String metadata =
          Files.readString(
              point.path().resolve(RestorePoints.METADATA), StandardCharsets.ISO_8859_1);
      Matcher inMetadata = JOB_ID.matcher(metadata);
      while (inMetadata.find()) {
        ids.add(inMetadata.group());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the metadata of " + point.path(), e);
    }
    return ids;
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
