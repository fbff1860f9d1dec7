package io.rapport.cli.keys;

import io.rapport.command.DurationConverter;
import io.rapport.command.terminal.TextTable;
import io.rapport.connectors.gateway.GatewayOptions;
import io.rapport.connectors.gateway.access.Key;
import io.rapport.connectors.gateway.access.KeyFile;
import io.rapport.connectors.gateway.access.Keys;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes the gateway's keys in their file: {@code rapport keys}. */
@Command(
    name = "keys",
    subcommands = CreateKeyCommand.class,
    description = {
      "Make, list and revoke the gateway's keys. It works on their file alone; running gateways"
          + " read it again within seconds.",
      "As soon as there is a file of keys, the gateway asks everybody for one."
    },
    footer = {
      "",
      "For example:",
      "  rapport keys create --role admin --site '*' --label 'first'",
      "  rapport keys create --role browser --site default --origin https://shop.example"
    })
public final class KeysCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say create, list, revoke, prune or rotate.");
  }

  @Command(name = "list", description = "List all keys, without their secrets.")
  int list(@Mixin KeysFileOption file) {
    KeyFile keys = file.file();
    TextTable table =
        new TextTable(
            "id", "role", "sites", "state", "created", "expires", "rate", "origins", "label");
    for (Key key : keys.read().all()) {
      table.row(
          key.id(),
          key.role().word(),
          key.sites(),
          state(key),
          key.created(),
          key.expires().map(Instant::toString).orElse("never"),
          key.rate() == 0 ? "-" : Integer.toString(key.rate()),
          String.join(" ", key.origins()),
          key.label());
    }
    if (table.isEmpty()) {
      out().printf("There are no keys in %s%n", keys.path());
    } else {
      out().print(table);
    }
    out().flush();
    return 0;
  }

  private static String state(Key key) {
    return key.revoked().isPresent() ? "revoked" : key.isLive(Instant.now()) ? "live" : "expired";
  }

  @Command(
      name = "revoke",
      description = "Revoke keys; their sessions and streams end within seconds.")
  int revoke(
      @Mixin KeysFileOption file,
      @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of the keys.")
          List<String> ids) {
    Instant now = now();
    file.file()
        .change(
            keys -> {
              Keys left = keys;
              for (String id : ids) {
                left = left.revoke(id, now);
              }
              return left;
            });
    out().printf("Revoked: %s%n", String.join(", ", ids));
    out().flush();
    return 0;
  }

  @Command(name = "prune", description = "Delete keys that ended long ago.")
  int prune(
      @Mixin KeysFileOption file,
      @Option(
              names = "--older",
              paramLabel = "D",
              defaultValue = "30d",
              converter = DurationConverter.class,
              description = "Time since they were revoked or expired. Default: ${DEFAULT-VALUE}.")
          Duration age) {
    int before = file.file().read().all().size();
    Keys left = file.file().change(keys -> keys.prune(age, now()));
    out().printf("Deleted %d keys; %d are left.%n", before - left.all().size(), left.all().size());
    out().flush();
    return 0;
  }

  @Command(
      name = "rotate",
      description =
          "Sign visitors' tokens with a new secret. Tokens signed before hold until they expire.")
  int rotate(
      @Mixin KeysFileOption file,
      @Option(
              names = "--lifetime",
              paramLabel = "D",
              converter = DurationConverter.class,
              description =
                  "Lifetime of a token, rapport.gateway.visitor.lifetime: older secrets are"
                      + " deleted. Default: 90d.")
          Duration lifetime) {
    Duration overlap = lifetime == null ? GatewayOptions.VISITOR_LIFETIME.defaultValue() : lifetime;
    file.file().change(keys -> keys.rotate(overlap, now()));
    out().println("Visitors' tokens are signed with a new secret.");
    out().flush();
    return 0;
  }

  /** The time that keys carry, in whole seconds. */
  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
