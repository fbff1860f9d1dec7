package io.rapport.local.restore;

import io.rapport.local.files.DirectoryTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The removal of a job's older restore points, and of what killed jobs of its name have left
 * behind. Flink never deletes the point that a job went on from. The first checkpoint of the job is
 * a full one, so that no point needs files of another job's directory.
 *
 * @param kept newest restore points that stay
 */
record Pruning(RestorePoints points, String job, int kept) {
  private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");

  /**
   * @param running ids of jobs that run, whose files are theirs
   */
  void run(Set<String> running) {
    List<RestorePoint> all = points.all(job);
    List<Path> needed = all.stream().limit(kept).map(RestorePoint::path).toList();
    all.stream()
        .skip(kept)
        .map(RestorePoint::path)
        .filter(point -> running.stream().noneMatch(point.getParent()::endsWith))
        .forEach(DirectoryTree::delete);
    RestorePoints.children(points.checkpoints(job)).stream()
        .filter(directory -> JOB_ID.matcher(directory.getFileName().toString()).matches())
        .filter(directory -> running.stream().noneMatch(directory::endsWith))
        .filter(directory -> needed.stream().noneMatch(point -> point.startsWith(directory)))
        .forEach(DirectoryTree::delete);
  }
}
