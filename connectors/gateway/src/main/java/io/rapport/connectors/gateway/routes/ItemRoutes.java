package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CatalogueItem;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.Neighbour;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.memory.Catalogue;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.memory.SiteKey;
import io.rapport.connectors.gateway.view.ItemJson;
import java.util.List;

/** The routes of sites, catalogue items and similar items. */
final class ItemRoutes {

  private static final int USUAL = 50;
  private static final int MOST = 500;

  private final GatewayMemory memory;

  ItemRoutes(GatewayMemory memory) {
    this.memory = memory;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/sites", "listSites", "The known sites.", Access.READ_ALL)
            .answers(200, "Sites")
            .fromMemory()
            .by(this::sites),
        Route.get("/items", "listItems", "The catalogue, by item number.", Access.READ_ALL)
            .site()
            .query("category", "string", "A category; items below it are included.")
            .query("query", "string", "Words that title, brand or number contain.")
            .query("limit", "integer", "Items in the answer, at most " + MOST + ".")
            .query("after", "string", "The field next of the page before: an item number.")
            .answers(200, "ItemList")
            .fromMemory()
            .apart()
            .by(this::items),
        Route.get("/items/{id}", "getItem", "One item.", Access.READ_ALL)
            .site()
            .answers(200, "Item")
            .answers(404, "Problem")
            .fromMemory()
            .by(request -> Answer.json(ItemJson.item(known(request)))),
        Route.get(
                "/items/{id}/similar",
                "listSimilarItems",
                "Items that go with an item.",
                Access.SHOW)
            .site()
            .query("limit", "integer", "Items in the answer, at most 200.")
            .answers(200, "SimilarItems")
            .answers(404, "Problem")
            .fromMemory()
            .by(this::similar),
        Route.get(
                "/categories",
                "listCategories",
                "Categories, with the number of items in each.",
                Access.READ_ALL)
            .site()
            .answers(200, "Categories")
            .fromMemory()
            .apart()
            .by(this::categories));
  }

  private Answer sites(Request request) {
    ArrayNode sites = Json.array();
    memory.sites().stream().filter(request.caller().sites()::include).forEach(sites::add);
    return Answer.list(sites, null);
  }

  private String site(Request request) throws ProblemException {
    return request.site(memory::defaultSite);
  }

  private Answer items(Request request) throws ProblemException {
    int limit = request.limit(USUAL, MOST);
    List<CatalogueItem> found =
        memory
            .catalogue()
            .list(
                site(request),
                request.query("category").orElse(null),
                request.query("query").orElse(null),
                request.query("after").orElse(null),
                limit);
    return Answer.list(
        found.stream().map(ItemJson::item).collect(Json.toArray()),
        found.size() < limit ? null : found.get(limit - 1).getItemId());
  }

  private CatalogueItem known(Request request) throws ProblemException {
    CatalogueItem item = memory.catalogue().get(site(request), request.path("id"));
    if (item == null) {
      throw new ProblemException(Problem.notFound("The catalogue has no such item."));
    }
    return item;
  }

  private Answer similar(Request request) throws ProblemException {
    String site = site(request);
    String itemId = request.path("id");
    int limit = request.limit(20, 200);
    ItemNeighbours list = memory.neighbours().get(new SiteKey(site, itemId));
    if (list == null) {
      if (memory.catalogue().get(site, itemId) == null) {
        throw new ProblemException(Problem.notFound("No item of this number is known."));
      }
      return Answer.json(similar(site, itemId));
    }
    ObjectNode body = similar(site, itemId);
    ArrayNode items = (ArrayNode) body.get("items");
    body.put("eventTime", Json.time(list.getEventTime()));
    body.put("modelVersion", list.getModelVersion());
    for (Neighbour neighbour : list.getNeighbours()) {
      CatalogueItem item = memory.catalogue().get(site, neighbour.getItemId());
      if (items.size() < limit && Catalogue.isShown(item)) {
        items.add(
            ItemJson.described(neighbour.getItemId(), item)
                .put("score", neighbour.getScore())
                .put("weight", neighbour.getWeight()));
      }
    }
    return Answer.json(body);
  }

  private static ObjectNode similar(String site, String itemId) {
    ObjectNode body = Json.object().put("site", site).put("itemId", itemId);
    body.putArray("items");
    return body;
  }

  private Answer categories(Request request) throws ProblemException {
    ArrayNode items = Json.array();
    memory
        .catalogue()
        .categories(site(request))
        .forEach((name, count) -> items.addObject().put("category", name).put("count", count));
    return Answer.list(items, null);
  }
}
