package io.rapport.cli.keys;

import io.rapport.cli.gateway.GatewayStart;
import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import io.rapport.connectors.gateway.access.KeyFile;
import io.rapport.local.UserDirectories;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the file of keys. */
final class KeysFileOption {

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "File of keys. Default: that of the running local stack, else of the stack that rapport"
              + " up starts without --directory.")
  private Path file;

  KeyFile file() {
    return new KeyFile(
        file != null
            ? file
            : GatewayStart.keysFile(
                Addresses.stackDirectory(ProjectPaths.session())
                    .orElseGet(UserDirectories::stack)));
  }
}
