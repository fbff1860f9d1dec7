package io.rapport.connectors.gateway.http;

import io.rapport.connectors.gateway.access.Access;
import io.undertow.server.HttpServerExchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route of the API: its address, parameters, bodies and handler. The server's routing and the
 * OpenAPI document are both made of it.
 */
public final class Route {

  private static final Pattern IN_BRACES = Pattern.compile("\\{(\\w+)}");

  /** Answers a request. */
  public interface Handler {
    Answer handle(Request request) throws ProblemException;
  }

  /** Answers a request later, on any thread. */
  public interface AsyncHandler {
    CompletableFuture<Answer> handle(Request request) throws ProblemException;
  }

  /** Answers without end. */
  public interface RawHandler {
    void handle(Request request, HttpServerExchange exchange) throws Exception;
  }

  /** The thread that a handler runs on. */
  enum Runs {
    /** The connection's thread, for handlers that neither wait nor take long. */
    AT_ONCE,
    /** A worker's thread. */
    APART
  }

  /**
   * A parameter.
   *
   * @param in path, query or header
   * @param type JSON Schema's
   */
  record Parameter(String in, String name, String type, String meaning) {}

  final String method;
  final String path;
  final String name;
  final String summary;
  final List<Parameter> parameters = new ArrayList<>();

  /** The name of the body's schema, by status. */
  final Map<Integer, String> answers = new LinkedHashMap<>();

  String mediaType = Answer.JSON;

  /** The names of the schemas of the request's body, by media type; empty when it takes none. */
  final Map<String, String> bodies = new LinkedHashMap<>();

  boolean needsMemory;
  Runs runs = Runs.AT_ONCE;
  AsyncHandler handler;

  /** Set in place of {@link #handler} by routes whose answer never ends. */
  RawHandler raw;

  /** The access it needs: no route is without. */
  final Access access;

  /** Set when the key may be the user name of HTTP's basic authentication. */
  boolean basic;

  /** Set when it is noted who used it, about whom. */
  boolean audited;

  private Route(String method, String path, String name, String summary, Access access) {
    this.access = Objects.requireNonNull(access);
    this.method = method;
    this.path = path;
    this.name = name;
    this.summary = summary;
    Matcher matcher = IN_BRACES.matcher(path);
    while (matcher.find()) {
      parameters.add(new Parameter("path", matcher.group(1), "string", ""));
    }
  }

  public static Route get(String path, String name, String summary, Access access) {
    return new Route("GET", path, name, summary, access);
  }

  public static Route post(String path, String name, String summary, Access access) {
    return new Route("POST", path, name, summary, access);
  }

  public static Route put(String path, String name, String summary, Access access) {
    return new Route("PUT", path, name, summary, access);
  }

  public static Route delete(String path, String name, String summary, Access access) {
    return new Route("DELETE", path, name, summary, access);
  }

  public Route query(String name, String type, String meaning) {
    parameters.add(new Parameter("query", name, type, meaning));
    return this;
  }

  public Route site() {
    return query(
        "site",
        "string",
        "The site; when absent, the one called default, else the first by name, of those the key is"
            + " for.");
  }

  public Route header(String name, String meaning) {
    parameters.add(new Parameter("header", name, "string", meaning));
    return this;
  }

  /** Takes JSON. */
  public Route takes(String schema) {
    return takes(Answer.JSON, schema);
  }

  /** Takes a body of this media type, besides others. */
  public Route takes(String type, String schema) {
    bodies.put(type, schema);
    return this;
  }

  /** Adds a status, and the schema of its body. */
  public Route answers(int status, String schema) {
    answers.put(status, schema);
    return this;
  }

  public Route as(String type) {
    mediaType = type;
    return this;
  }

  /** Answers only once the memory is rebuilt. */
  public Route fromMemory() {
    needsMemory = true;
    return this;
  }

  /** Notes who used it, about whom: the path's id, or those that the handler names. */
  public Route audited() {
    audited = true;
    return this;
  }

  /**
   * Takes the key as the user name of HTTP's basic authentication too, for senders that know no
   * other. Only where no browser would send it by itself.
   */
  public Route basic() {
    basic = true;
    return this;
  }

  /** Whether it only reads. */
  boolean reads() {
    return method.equals("GET");
  }

  public Route apart() {
    runs = Runs.APART;
    return this;
  }

  public Route by(Handler handler) {
    return byAsync(request -> CompletableFuture.completedFuture(handler.handle(request)));
  }

  public Route byAsync(AsyncHandler handler) {
    this.handler = handler;
    return this;
  }

  public Route byRaw(RawHandler handler) {
    this.raw = handler;
    return this;
  }

  boolean takesQuery(String name) {
    return parameters.stream().anyMatch(p -> p.in().equals("query") && p.name().equals(name));
  }
}
