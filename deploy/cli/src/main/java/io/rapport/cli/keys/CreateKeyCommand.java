package io.rapport.cli.keys;

import io.rapport.command.DurationConverter;
import io.rapport.connectors.gateway.access.Key;
import io.rapport.connectors.gateway.access.Role;
import io.rapport.connectors.gateway.access.Sites;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes a key of the gateway: {@code rapport keys create}. */
@Command(
    name = "create",
    description = "Make a key and print it, this once: only its hash is kept.")
final class CreateKeyCommand implements Callable<Integer> {
  private static final int LONGEST_LABEL = 100;

  @Spec private CommandSpec spec;
  @Mixin private KeysFileOption file;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      converter = RoleConverter.class,
      description =
          "Role of the key: browser sends clicks and reads its visitor's list; ingest sends"
              + " events; read reads everything; desk answers tickets as well; admin may do"
              + " everything.")
  private Role role;

  @Option(
      names = "--site",
      required = true,
      paramLabel = "SITE",
      description =
          "Site whose data the key reads and writes, or '*' for all; repeatable, but one"
              + " for a browser key.")
  private List<String> sites;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description =
          "Origin whose pages may use a browser key, such as https://shop.example;"
              + " repeatable.")
  private List<String> origins;

  @Option(
      names = "--expires",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Time after which the key ends, such as 90d. Default: never.")
  private Duration expires;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Requests, and events in them, a second that the key may send. Default: no limit"
              + " of its own.")
  private int rate;

  @Option(
      names = "--label",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "A name for people, such as its user.")
  private String label;

  /** Reads a role by its word. */
  static final class RoleConverter implements ITypeConverter<Role> {
    @Override
    public Role convert(String word) {
      return Role.of(word)
          .orElseThrow(
              () -> new TypeConversionException("'" + word + "' is none of " + Role.words()));
    }
  }

  @Override
  public Integer call() {
    Instant now = KeysCommand.now();
    Key.Wish wish =
        new Key.Wish(
            role,
            checkedSites(),
            checkedOrigins(),
            Optional.ofNullable(expires).map(now::plus),
            checkedRate(),
            checkedLabel());
    Key.Issued issued = Key.issue(wish, now);
    boolean first = file.file().read().all().isEmpty();
    file.file().change(keys -> keys.with(issued.key(), now));
    PrintWriter out = spec.commandLine().getOut();
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

  private Sites checkedSites() {
    Sites named = Sites.of(sites);
    if (role == Role.BROWSER && (named.all() || named.names().size() != 1)) {
      throw new ParameterException(
          spec.commandLine(), "A browser key is for one site: give --site once, with its name.");
    }
    return named;
  }

  private Set<String> checkedOrigins() {
    if ((role == Role.BROWSER) == (origins == null)) {
      throw new ParameterException(
          spec.commandLine(),
          role == Role.BROWSER
              ? "A browser key needs --origin, such as --origin https://shop.example"
              : "Only a browser key has --origin.");
    }
    Set<String> checked = new LinkedHashSet<>();
    for (String text : origins == null ? List.<String>of() : origins) {
      checked.add(origin(text));
    }
    return checked;
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

  private int checkedRate() {
    if (rate < 0) {
      throw new ParameterException(spec.commandLine(), "--rate must be at least 0, not " + rate);
    }
    return rate;
  }

  private String checkedLabel() {
    if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
      throw new ParameterException(
          spec.commandLine(),
          "--label must be one line of at most " + LONGEST_LABEL + " characters.");
    }
    return label;
  }
}
