package io.rapport.local;

import java.net.URI;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** An Apicurio Registry with its schemas in a database file, so that they survive a restart. */
record Registry(StackHome home, WorkDirectory directory, int port, int heapMb) implements Server {

  @Override
  public Component component() {
    return Component.REGISTRY;
  }

  @Override
  public JavaCommand launch() {
    String jar = home.registryJar().toString();
    return new JavaCommand(
        List.of(
            "-Xmx" + heapMb + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.log.console.enable=false",
            "-Dquarkus.log.file.enable=true",
            "-Dquarkus.log.file.path=" + directory.logs().resolve("registry.log"),
            "-Dquarkus.http.access-log.enabled=false",
            "-Dapicurio.datasource.url=" + database(),
            "-Dapicurio.datasource.jdbc.initial-size=2",
            "-Dapicurio.datasource.jdbc.min-size=2",
            "-Dapicurio.storage.snapshot.location=" + directory.path().resolve("registry")),
        jar,
        List.of(mainClass(jar)));
  }

  @Override
  public boolean ready() {
    return Http.body(URI.create(url() + "/subjects")).isPresent();
  }

  /** The root of the Confluent-compatible API. */
  String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** H2 keeps a commit in memory for half a second unless told to write it before it answers. */
  private String database() {
    return "jdbc:h2:file:" + directory.path().resolve("registry/db") + ";WRITE_DELAY=0";
  }

  private static String mainClass(String jar) {
    try (JarFile file = new JarFile(jar)) {
      return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    } catch (java.io.IOException e) {
      throw new StackException("Cannot read " + jar, e);
    }
  }
}
