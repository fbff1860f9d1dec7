package io.rapport.connectors.gateway.http;

import io.rapport.connectors.gateway.access.Caller;
import io.rapport.connectors.gateway.rate.ClientNetwork;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.PathTemplateMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A request, with its parameters checked as they are read. */
public final class Request {

  private static final int MOST_SUBJECTS = 1_000;

  private final HttpServerExchange exchange;
  private final byte[] body;
  private final List<Subject> subjects = new ArrayList<>(1);

  Request(HttpServerExchange exchange, byte[] body) {
    this.exchange = exchange;
    this.body = body;
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  /** The body; empty when there is none. */
  public byte[] body() {
    return body;
  }

  /** A part of the path. */
  public String path(String name) {
    String value =
        exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters().get(name);
    // The server leaves encoded slashes as they are, so that they do not split the path.
    return value.replace("%2F", "/").replace("%2f", "/");
  }

  /** A whole number in the path, from 0. */
  public long pathNumber(String name) throws ProblemException {
    return number(name, path(name), Long.MAX_VALUE);
  }

  /** A query parameter; empty when it is absent or blank. */
  public Optional<String> query(String name) throws ProblemException {
    Deque<String> values = exchange.getQueryParameters().get(name);
    if (values == null) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      throw new ProblemException(
          Problem.badParameter(name, "given once", values.size() + " times"));
    }
    return Optional.of(values.getFirst()).filter(value -> !value.isBlank());
  }

  /** The query parameter {@code limit}, from 1 to {@code most}. */
  public int limit(int usual, int most) throws ProblemException {
    Optional<String> text = query("limit");
    if (text.isEmpty()) {
      return usual;
    }
    long value = number("limit", text.get(), most);
    if (value == 0) {
      throw new ProblemException(Problem.badParameter("limit", "from 1 to " + most, "0"));
    }
    return (int) value;
  }

  /** A query parameter that is a whole number from 0; {@code usual} when absent. */
  public long number(String name, long usual) throws ProblemException {
    Optional<String> text = query(name);
    return text.isEmpty() ? usual : number(name, text.get(), Long.MAX_VALUE);
  }

  private static long number(String name, String text, long most) throws ProblemException {
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw new ProblemException(
        Problem.badParameter(
            name,
            most == Long.MAX_VALUE ? "a whole number from 0" : "a whole number up to " + most,
            text));
  }

  /**
   * The client's address: the connection's, or the one that the trusted proxies report.
   *
   * @param trustedProxies how many proxies stand in front, each of which appends the address it was
   *     called from
   */
  static String client(HttpServerExchange exchange, int trustedProxies) {
    String peer = exchange.getSourceAddress().getAddress().getHostAddress();
    return forwarded(exchange.getRequestHeaders().get("X-Forwarded-For"), trustedProxies, peer);
  }

  /**
   * The address so many places from the header's end; the connection's own when the header has
   * fewer.
   *
   * @param lines of the header, which are one list (RFC 9110, 5.3): some proxies add a line of
   *     their own after the client's; null when there are none
   */
  static String forwarded(Collection<String> lines, int trustedProxies, String peer) {
    if (trustedProxies == 0 || lines == null) {
      return peer;
    }
    String[] hops = String.join(",", lines).split(",", -1);
    int index = hops.length - trustedProxies;
    String hop = index < 0 ? "" : hops[index].strip();
    return hop.isEmpty() || hop.length() > 64 ? peer : hop;
  }

  /** The client's address, as {@link #client(HttpServerExchange, int)}. */
  public String client(int trustedProxies) {
    return client(exchange, trustedProxies);
  }

  /** The client as limits know it: its address, or the network of an IPv6 address. */
  static String network(HttpServerExchange exchange, int trustedProxies) {
    return ClientNetwork.of(client(exchange, trustedProxies));
  }

  /** The client as limits know it, as {@link #network(HttpServerExchange, int)}. */
  public String network(int trustedProxies) {
    return network(exchange, trustedProxies);
  }

  /** Whether the client's connection is encrypted: to the proxy in front, unless it says no. */
  static boolean isEncrypted(HttpServerExchange exchange, int trustedProxies) {
    String scheme = exchange.getRequestHeaders().getFirst("X-Forwarded-Proto");
    return trustedProxies > 0 && !"http".equalsIgnoreCase(scheme);
  }

  /** Whether the client's connection is encrypted. */
  public boolean isEncrypted(int trustedProxies) {
    return isEncrypted(exchange, trustedProxies);
  }

  /** The caller. */
  public Caller caller() {
    return Gatekeeper.caller(exchange);
  }

  /**
   * The site of the query parameter, or the usual one of those the caller may use.
   *
   * @throws ProblemException when the caller may not use it
   */
  public String site(Supplier<String> usual) throws ProblemException {
    Optional<String> named = query("site");
    return named.isPresent() ? allowed(named.get()) : allowed(caller().sites().orElse(usual.get()));
  }

  /**
   * The site given.
   *
   * @throws ProblemException when the caller may not use it
   */
  public String allowed(String site) throws ProblemException {
    if (!caller().sites().include(site)) {
      throw new ProblemException(
          Problem.of(
              403,
              "Another site",
              "The key is for the sites %s, not for %s."
                  .formatted(caller().sites(), Problem.shortened(site))));
    }
    return site;
  }

  /**
   * Requires a key for all sites, for what belongs to no site.
   *
   * @param what the plural of it
   */
  public void requireAllSites(String what) throws ProblemException {
    if (!caller().sites().all()) {
      throw new ProblemException(
          Problem.of(
              403,
              "Another site",
              what + " belong to no site, so they need a key for all sites: --site '*'."));
    }
  }

  /** The key or token of the header; empty when there is none. */
  public Optional<String> bearer() {
    return Optional.ofNullable(Gatekeeper.bearer(exchange)).filter(text -> !text.isEmpty());
  }

  /** The secret of the console's session; empty when there is none. */
  public Optional<String> session(int trustedProxies) {
    return Optional.ofNullable(Gatekeeper.cookie(exchange, trustedProxies));
  }

  /** Refuses what does not come from a page of the gateway's own. */
  public void requireConsole() throws ProblemException {
    if (!Gatekeeper.isFromConsole(exchange)) {
      throw new ProblemException(Gatekeeper.forgery());
    }
  }

  /** Notes of whom the request is, for the audit record. */
  public void about(String site, String subject) {
    if (subjects.size() < MOST_SUBJECTS) {
      subjects.add(new Subject(site, subject));
    }
  }

  /** A person, a ticket or a key. */
  record Subject(String site, String id) {}

  /**
   * Of whom the request is.
   *
   * @param refused whether it was refused, perhaps before its handler could say; then the path says
   */
  List<Subject> subjectsOr(boolean refused) {
    if (!refused || !subjects.isEmpty()) {
      return subjects;
    }
    Map<String, String> path =
        exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters();
    return List.of(new Subject(null, path.getOrDefault("id", "*")));
  }

  /** A header; empty when absent. */
  public Optional<String> header(HttpString name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
