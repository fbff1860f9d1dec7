package io.rapport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The project's version, written into a resource by the build. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/rapport-build.properties")) {
      build.load(in);
    }
    return new String[] {"rapport " + build.getProperty("version")};
  }
}
