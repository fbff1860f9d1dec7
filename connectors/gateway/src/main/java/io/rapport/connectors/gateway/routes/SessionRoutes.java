package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.access.Caller;
import io.rapport.connectors.gateway.access.Door;
import io.rapport.connectors.gateway.access.Role;
import io.rapport.connectors.gateway.access.UnavailableException;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Fields;
import io.rapport.connectors.gateway.http.Gatekeeper;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The routes of the console's login. */
final class SessionRoutes {

  private final Door door;
  private final EventParser parser;
  private final int trustedProxies;

  SessionRoutes(Door door, EventParser parser, int trustedProxies) {
    this.door = door;
    this.parser = parser;
    this.trustedProxies = trustedProxies;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/session",
                "getSession",
                "Who is logged in, and whether anybody has to be.",
                Access.OPEN)
            .answers(200, "Session")
            .by(request -> answer(current(request).orElse(null))),
        Route.post("/session", "logIn", "Log in to the console with a key.", Access.OPEN)
            .takes("Login")
            .answers(200, "Session")
            .answers(401, "Problem")
            .answers(403, "Problem")
            .answers(429, "Problem")
            .audited()
            .apart()
            .by(this::logIn),
        Route.delete("/session", "logOut", "End the session.", Access.OPEN)
            .answers(200, "Session")
            .answers(403, "Problem")
            .audited()
            .by(this::logOut));
  }

  private Optional<Caller> current(Request request) {
    return door.isOpen()
        ? Optional.of(Caller.ANYBODY)
        : request.session(trustedProxies).flatMap(door::session);
  }

  private Answer logIn(Request request) throws ProblemException {
    request.requireConsole();
    if (door.isOpen()) {
      return answer(Caller.ANYBODY);
    }
    Fields fields = new Fields(parser.json(request.body()), List.of("key"));
    String text = fields.required("key", "a key").strip();
    String address = request.network(trustedProxies);
    long wait = door.attempt(address);
    if (wait > 0) {
      throw new ProblemException(Problem.tooMany("This address sent too many wrong keys", wait));
    }
    Caller caller = identified(request, text);
    door.succeeded(address);
    if (!Access.READ_ALL.allows(caller.roles())) {
      throw new ProblemException(
          Problem.of(
              403,
              "Not allowed",
              "The console is for keys of the roles read, desk and admin; this one has "
                  + (caller.roles().isEmpty() ? "none." : caller.roleWords() + ".")));
    }
    // The one before, which may be a stranger's that a page planted, ends.
    request.session(trustedProxies).ifPresent(door::end);
    return answer(caller)
        .with(
            "Set-Cookie", cookie(request, door.begin(caller), door.sessionLifetime().toSeconds()));
  }

  private Caller identified(Request request, String text) throws ProblemException {
    try {
      Optional<Caller> caller = door.identify(text);
      request.about(null, caller.map(Caller::id).orElse("unknown"));
      if (caller.isPresent()) {
        return caller.get();
      }
    } catch (UnavailableException e) {
      throw new ProblemException(Problem.unavailable(e.getMessage()));
    }
    throw new ProblemException(
        Problem.of(401, "Unknown key", "The key is not valid: unknown, revoked or expired."));
  }

  private Answer logOut(Request request) throws ProblemException {
    request.requireConsole();
    Optional<Caller> caller = current(request);
    Optional<String> session = request.session(trustedProxies);
    if (session.isPresent()) {
      caller.ifPresent(known -> request.about(null, known.id()));
      door.end(session.get());
    }
    return answer(door.isOpen() ? Caller.ANYBODY : null).with("Set-Cookie", cookie(request, "", 0));
  }

  private String cookie(Request request, String secret, long seconds) {
    boolean encrypted = request.isEncrypted(trustedProxies);
    return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
        .formatted(Gatekeeper.cookieName(encrypted), secret, seconds, encrypted ? "; Secure" : "");
  }

  /**
   * @param caller null for nobody
   */
  private Answer answer(Caller caller) {
    ObjectNode body = Json.object().put("open", door.isOpen());
    body.put("id", caller == null ? null : caller.id());
    body.put("label", caller == null ? null : caller.label());
    ArrayNode roles = body.putArray("roles");
    body.put("allSites", caller != null && caller.sites().all());
    ArrayNode sites = body.putArray("sites");
    body.putNull("expires");
    if (caller != null) {
      caller.roles().stream().map(Role::word).forEach(roles::add);
      caller.sites().names().forEach(sites::add);
      if (!caller.expires().equals(Instant.MAX)) {
        body.put("expires", caller.expires().toString());
      }
    }
    return Answer.json(body).with("Cache-Control", "no-store");
  }
}
