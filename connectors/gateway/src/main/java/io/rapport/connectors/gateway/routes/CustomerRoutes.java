package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.memory.Customer;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.memory.RecentMap;
import io.rapport.connectors.gateway.memory.SiteKey;
import io.rapport.connectors.gateway.memory.TimelineEvent;
import io.rapport.connectors.gateway.view.CustomerJson;
import io.rapport.connectors.gateway.view.TimelineJson;
import java.util.Comparator;
import java.util.List;

/** The routes of customers: profiles, segments and timelines. */
final class CustomerRoutes {

  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final GatewayMemory memory;
  private final TimelineJson timeline;

  CustomerRoutes(GatewayMemory memory) {
    this.memory = memory;
    this.timeline = new TimelineJson(memory.catalogue(), memory.tickets());
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/customers",
                "listCustomers",
                "Customers, those changed last first.",
                Access.READ_ALL)
            .audited()
            .site()
            .query("query", "string", "A part of the customer's identifier.")
            .query("limit", "integer", "Customers in the answer, at most " + MOST + ".")
            .query("after", "integer", "The field next of the page before.")
            .answers(200, "CustomerList")
            .fromMemory()
            .apart()
            .by(this::customers),
        Route.get(
                "/customers/{id}",
                "getCustomer",
                "A customer's profile and segment, with reasons.",
                Access.READ_ALL)
            .audited()
            .site()
            .answers(200, "Customer")
            .answers(404, "Problem")
            .fromMemory()
            .by(this::customer),
        Route.get(
                "/customers/{id}/timeline",
                "getTimeline",
                "Clicks, purchases and support of one person, newest first.",
                Access.READ_ALL)
            .audited()
            .site()
            .query("limit", "integer", "Events in the answer, at most " + MOST + ".")
            .answers(200, "Timeline")
            .fromMemory()
            .by(this::timeline));
  }

  private String site(Request request) throws ProblemException {
    return request.site(memory::defaultSite);
  }

  private Answer customers(Request request) throws ProblemException {
    int limit = request.limit(USUAL, MOST);
    request.about(site(request), "*");
    List<RecentMap.Entry<SiteKey, Customer>> found =
        memory
            .customers()
            .newest(
                site(request),
                request.query("query").orElse(null),
                request.number("after", Long.MAX_VALUE),
                limit);
    return Answer.list(
        found.stream().map(entry -> CustomerJson.brief(entry.value())).collect(Json.toArray()),
        found.size() < limit ? null : Long.toString(found.get(limit - 1).place()));
  }

  private SiteKey person(Request request) throws ProblemException {
    SiteKey person = new SiteKey(site(request), request.path("id"));
    request.about(person.site(), person.id());
    return person;
  }

  private Answer customer(Request request) throws ProblemException {
    SiteKey person = person(request);
    Customer customer = memory.customers().get(memory.identities().resolve(person));
    if (customer == null) {
      customer = memory.customers().get(person);
    }
    if (customer == null) {
      throw new ProblemException(
          Problem.notFound(
              "The gateway knows no customer of this identifier; the profile may be gone."));
    }
    boolean identity = memory.identities().person(person) != null;
    return Answer.json(CustomerJson.customer(customer).put("hasIdentity", identity));
  }

  private Answer timeline(Request request) throws ProblemException {
    SiteKey person = person(request);
    int limit = request.limit(USUAL, MOST);
    ArrayNode items = Json.array();
    memory.identities().members(person).stream()
        .flatMap(member -> memory.timelines().newest(member, limit).stream())
        .sorted(Comparator.comparingLong(TimelineEvent::time).reversed())
        .limit(limit)
        .forEach(event -> items.add(timeline.event(person.site(), event)));
    return Answer.list(items, null);
  }
}
