package io.rapport.local.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Job jars on a cluster, and the jobs that are run from them. */
public record FlinkJars(FlinkHttp http) {

  /** Uploads a job jar and returns the id under which the cluster keeps it. */
  public String upload(Path jar) {
    String boundary = "rapport-" + System.nanoTime();
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + jar.getFileName()
            + "\"\r\nContent-Type: application/java-archive\r\n\r\n";
    try {
      BodyPublisher body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head),
              BodyPublishers.ofFile(jar),
              BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
      JsonNode answer =
          http.send(
              http.request("/jars/upload")
                  .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                  .POST(body));
      return Path.of(answer.path("filename").asText()).getFileName().toString();
    } catch (FileNotFoundException e) {
      throw new FlinkRestException("There is no job jar " + jar, e);
    }
  }

  /**
   * Runs a class of an uploaded jar, from a checkpoint or savepoint if one is given. Whoever took
   * it keeps it: the job copies what it needs into its own first checkpoint, and never deletes a
   * file of it. The job's parallelism is the cluster's default one, unless the program sets
   * another: this request, left to itself, would make it 1.
   *
   * @param from the path of the checkpoint or savepoint; empty for empty state
   * @param jobId of the job, 32 hexadecimal digits: whoever gets no answer can look for it, and
   *     Flink refuses a second job of the same id
   * @return the id of the job
   */
  public String run(
      String jarId, String mainClass, List<String> arguments, Optional<String> from, String jobId) {
    ObjectNode body = http.object().put("entryClass", mainClass).put("jobId", jobId);
    body.put("parallelism", defaultParallelism());
    // Said, for the cluster's default could be another.
    from.ifPresent(path -> body.put("savepointPath", path).put("claimMode", "NO_CLAIM"));
    arguments.forEach(body.putArray("programArgsList")::add);
    return http.post("/jars/" + jarId + "/run", body).path("jobid").asText();
  }

  /** Removes an uploaded jar; jobs that were run from it have copies of their own. */
  public void delete(String jarId) {
    http.send(http.request("/jars/" + jarId).DELETE());
  }

  private int defaultParallelism() {
    for (JsonNode setting : http.get("/jobmanager/config")) {
      if (setting.path("key").asText().equals("parallelism.default")) {
        return setting.path("value").asInt();
      }
    }
    return 1;
  }
}
