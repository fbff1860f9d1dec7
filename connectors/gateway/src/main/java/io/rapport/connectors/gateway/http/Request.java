package io.rapport.connectors.gateway.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.PathTemplateMatch;
import java.util.Deque;
import java.util.Optional;

/** A request, with its parameters checked as they are read. */
public final class Request {

  private final HttpServerExchange exchange;
  private final byte[] body;

  Request(HttpServerExchange exchange, byte[] body) {
    this.exchange = exchange;
    this.body = body;
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
  public String client(int trustedProxies) {
    String peer = exchange.getSourceAddress().getAddress().getHostAddress();
    return forwarded(
        exchange.getRequestHeaders().getFirst("X-Forwarded-For"), trustedProxies, peer);
  }

  /**
   * The address so many places from the header's end; the connection's own when the header has
   * fewer.
   */
  static String forwarded(String header, int trustedProxies, String peer) {
    if (trustedProxies == 0 || header == null) {
      return peer;
    }
    String[] hops = header.split(",", -1);
    int index = hops.length - trustedProxies;
    String hop = index < 0 ? "" : hops[index].strip();
    return hop.isEmpty() || hop.length() > 64 ? peer : hop;
  }

  /** A header; empty when absent. */
  public Optional<String> header(HttpString name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
