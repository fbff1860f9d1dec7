package io.rapport.cli.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows or sets a site's rules through the gateway: {@code rapport rules}. */
@Command(
    name = "rules",
    description =
        "Show or set a site's business rules and experiments, through the gateway. They hold from"
            + " the next recommendation on.",
    footer = {
      "",
      "Where the gateway asks for a key, put one of the role admin into the variable RAPPORT_KEY."
    })
public final class RulesCommand implements Runnable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String KEY = "RAPPORT_KEY";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Say show or set.");
  }

  @Command(name = "show", description = "Print a site's rules as YAML.")
  int show(
      @Option(
              names = "--site",
              defaultValue = "default",
              paramLabel = "SITE",
              description = "Site of the rules. Default: ${DEFAULT-VALUE}.")
          String site,
      @Option(
              names = "--gateway",
              defaultValue = "http://localhost:8090",
              paramLabel = "URL",
              description = "Address of the gateway. Default: ${DEFAULT-VALUE}.")
          String gateway)
      throws IOException {
    JsonNode answer = send(request(gateway, site).GET().build());
    out().print(new YAMLMapper().writeValueAsString(answer));
    out().flush();
    return answer.has("title") && answer.has("status") ? 1 : 0;
  }

  @Command(name = "set", description = "Set a site's rules, in place of all it had.")
  int set(
      @Parameters(
              paramLabel = "FILE",
              description = "Rules as YAML or JSON, by the contract SiteRules.")
          Path file,
      @Option(
              names = "--site",
              defaultValue = "default",
              paramLabel = "SITE",
              description = "Site of the rules. Default: ${DEFAULT-VALUE}.")
          String site,
      @Option(
              names = "--gateway",
              defaultValue = "http://localhost:8090",
              paramLabel = "URL",
              description = "Address of the gateway. Default: ${DEFAULT-VALUE}.")
          String gateway)
      throws IOException {
    String body = read(file);
    JsonNode answer =
        send(
            request(gateway, site)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    if (!answer.has("errors") && !answer.has("title")) {
      out().printf("The rules of site %s are set.%n", site);
      out().flush();
      return 0;
    }
    out().println(answer.path("detail").asText());
    answer
        .path("errors")
        .forEach(
            error ->
                out()
                    .printf(
                        "  %s: should be %s, is %s%n",
                        error.path("field").asText(),
                        error.path("expected").asText(),
                        error.path("got").asText()));
    out().flush();
    return 1;
  }

  /** JSON is YAML too, so that one reader does for both. */
  static String read(Path file) throws IOException {
    try {
      JsonNode rules = new YAMLMapper().readTree(file.toFile());
      return new ObjectMapper().writeValueAsString(rules);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is neither YAML nor JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static HttpRequest.Builder request(String gateway, String site) {
    String path = "/sites/" + URLEncoder.encode(site, StandardCharsets.UTF_8) + "/rules";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway + path)).timeout(TIMEOUT);
    // Not an option: other users of the machine see the command line.
    String key = System.getenv(KEY);
    return key == null || key.isBlank()
        ? request
        : request.header("Authorization", "Bearer " + key);
  }

  private static JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new ObjectMapper().readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
