package io.rapport.cli.keys;

import io.rapport.command.DurationConverter;
import io.rapport.command.terminal.TextTable;
import io.rapport.connectors.gateway.GatewayOptions;
import io.rapport.connectors.gateway.access.Key;
import io.rapport.connectors.gateway.access.KeyFile;
import io.rapport.connectors.gateway.access.Keys;
import io.rapport.connectors.gateway.access.Role;
import io.rapport.connectors.gateway.access.Sites;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes, lists and revokes the gateway's keys in their file: {@code rapport keys}. */
@Command(
    name = "keys",
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

  private static final int LONGEST_LABEL = 100;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say create, list, revoke, prune or rotate.");
  }

  /** Reads a role by its word. */
  static final class RoleConverter implements ITypeConverter<Role> {
    @Override
    public Role convert(String word) {
      return Role.of(word)
          .orElseThrow(
              () -> new TypeConversionException("'" + word + "' is none of " + Role.words()));
    }
  }

  @Command(
      name = "create",
      description = "Make a key and print it, this once: only its hash is kept.")
  int create(
      @Mixin KeysFileOption file,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              converter = RoleConverter.class,
              description =
                  "Role of the key: browser sends clicks and reads its visitor's list; ingest sends"
                      + " events; read reads everything; desk answers tickets as well; admin may do"
                      + " everything.")
          Role role,
      @Option(
              names = "--site",
              required = true,
              paramLabel = "SITE",
              description =
                  "Site whose data the key reads and writes, or '*' for all; repeatable, but one"
                      + " for a browser key.")
          List<String> sites,
      @Option(
              names = "--origin",
              paramLabel = "URL",
              description =
                  "Origin whose pages may use a browser key, such as https://shop.example;"
                      + " repeatable.")
          List<String> origins,
      @Option(
              names = "--expires",
              paramLabel = "D",
              converter = DurationConverter.class,
              description = "Time after which the key ends, such as 90d. Default: never.")
          Duration expires,
      @Option(
              names = "--rate",
              paramLabel = "N",
              defaultValue = "0",
              description =
                  "Requests, and events in them, a second that the key may send. Default: no limit"
                      + " of its own.")
          int rate,
      @Option(
              names = "--label",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "A name for people, such as its user.")
          String label) {
    Instant now = now();
    Key.Wish wish =
        new Key.Wish(
            role,
            sites(role, sites),
            origins(role, origins),
            Optional.ofNullable(expires).map(now::plus),
            atLeastZero(rate),
            label(label));
    Key.Issued issued = Key.issue(wish, now);
    boolean first = file.file().read().all().isEmpty();
    file.file().change(keys -> keys.with(issued.key(), now));
    PrintWriter out = out();
    out.println(issued.text());
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "Key %s of the role %s for the site %s is in %s. The line above is shown this once.%n",
        issued.key().id(), role.word(), wish.sites(), file.file().path());
    if (first) {
      err.println(
          "From now on a gateway with this file asks everybody for a key; begin with one of the"
              + " role admin for the console.");
    }
    err.flush();
    return 0;
  }

  private Sites sites(Role role, List<String> names) {
    Sites sites = Sites.of(names);
    if (role == Role.BROWSER && (sites.all() || sites.names().size() != 1)) {
      throw new ParameterException(
          spec.commandLine(), "A browser key is for one site: give --site once, with its name.");
    }
    return sites;
  }

  private Set<String> origins(Role role, List<String> texts) {
    if ((role == Role.BROWSER) == (texts == null)) {
      throw new ParameterException(
          spec.commandLine(),
          role == Role.BROWSER
              ? "A browser key needs --origin, such as --origin https://shop.example"
              : "Only a browser key has --origin.");
    }
    Set<String> origins = new LinkedHashSet<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      origins.add(origin(text));
    }
    return origins;
  }

  private String origin(String text) {
    try {
      URI uri = new URI(text);
      boolean plain =
          uri.getHost() != null
              && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
              && (uri.getScheme() + "://" + uri.getAuthority()).equals(text);
      if (plain) {
        return text;
      }
    } catch (java.net.URISyntaxException e) {
      // Answered below.
    }
    throw new ParameterException(
        spec.commandLine(),
        "'" + text + "' is no origin: write scheme and host alone, such as https://shop.example");
  }

  private int atLeastZero(int rate) {
    if (rate < 0) {
      throw new ParameterException(spec.commandLine(), "--rate must be at least 0, not " + rate);
    }
    return rate;
  }

  private String label(String label) {
    if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
      throw new ParameterException(
          spec.commandLine(),
          "--label must be one line of at most " + LONGEST_LABEL + " characters.");
    }
    return label;
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

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
